package jacobian.keras.layers;

import jacobian.engine.graph.Window;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Setting;
import jacobian.keras.ops.Padding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// What [ConvLSTM1D], [ConvLSTM2D] and [ConvLSTM3D] have in common.
abstract sealed class ConvLSTMLayer<L extends ConvLSTMLayer<L>> extends RecurrentLayer<L>
        permits ConvLSTM1D, ConvLSTM2D, ConvLSTM3D {
    private final int rank;
    private final Setting<Integer> filters = required("filters", Integer.class);
    private final Setting<List<Integer>> kernelSize = required("kernel_size", List.class);
    private final Setting<List<Integer>> strides;
    private final Setting<Padding> padding = setting("padding", Padding.VALID);
    private final Setting<DataFormat> dataFormat = setting("data_format", Config.imageDataFormat());
    private final Setting<List<Integer>> dilationRate;
    private final Setting<ActivationFunction> recurrentActivation =
            setting("recurrent_activation", ActivationFunction.class, Activations.SIGMOID);
    private final Setting<Boolean> unitForgetBias = setting("unit_forget_bias", true);

    ConvLSTMLayer(int rank, int filters, int... kernelSize) {
        this.rank = rank;
        strides = setting("strides", Collections.nCopies(rank, 1));
        dilationRate = setting("dilation_rate", Collections.nCopies(rank, 1));
        set(this.filters, Checks.positive("filters", filters));
        set(this.kernelSize, Sizes.of("kernel_size", rank, kernelSize));
    }

    /// Sets how far the window over the input moves: one number, or one for each spatial axis; 1 unless set.
    /// Excludes a [#dilationRate].
    public L strides(int... strides) {
        var layer = set(this.strides, Sizes.of("strides", rank, strides));
        checkWindow();
        return layer;
    }

    /// Sets what lies around the input, `VALID` unless set, or `SAME`. Around the state lies always `SAME`.
    public L padding(Padding padding) {
        if (padding == Padding.CAUSAL) {
            throw new IllegalArgumentException("padding=causal: " + className() + " takes valid and same");
        }
        return set(this.padding, padding);
    }

    /// Sets where the input, the states and the results have their channels; last unless set.
    public L dataFormat(DataFormat dataFormat) {
        return set(this.dataFormat, dataFormat);
    }

    /// Sets the distance between the cells of the window over the input: one number, or one for each spatial
    /// axis; 1 unless set. Excludes [#strides].
    public L dilationRate(int... rate) {
        var layer = set(dilationRate, Sizes.of("dilation_rate", rank, rate));
        checkWindow();
        return layer;
    }

    private void checkWindow() {
        if (value(strides).stream().anyMatch(each -> each > 1)
                && value(dilationRate).stream().anyMatch(each -> each > 1)) {
            throw new IllegalArgumentException("strides=" + value(strides) + " and dilation_rate=" + value(dilationRate)
                    + ": exclude each other, leave one of them at 1");
        }
    }

    /// Sets what is applied to the gates; `SIGMOID` unless set.
    public L recurrentActivation(ActivationFunction recurrentActivation) {
        return set(this.recurrentActivation, recurrentActivation);
    }

    /// Sets whether the bias of the forget gate starts at 1; it does unless set.
    public L unitForgetBias(boolean unitForgetBias) {
        return set(this.unitForgetBias, unitForgetBias);
    }

    @Override
    final RecurrentCell<?> newCell() {
        var window = new Window(
                value(kernelSize),
                value(strides),
                value(dilationRate),
                value(padding).rule());
        var form = new ConvLSTMCell.Form(window, value(filters), value(recurrentActivation), value(unitForgetBias));
        return this.<ConvLSTMCell>share(new ConvLSTMCell(form).name("conv_lstm_cell"));
    }

    @Override
    protected void buildFrom(List<TensorType> inputs) {
        var type = inputs.get(0);
        check(type.shape());
        super.buildFrom(List.of(type.withShape(channelsLast(type.shape(), 2))));
    }

    private void check(Shape given) {
        boolean fits = given.rank() == rank + 3;
        for (int i = 2; fits && i < given.rank(); i++) {
            fits = given.dim(i).isKnown();
        }
        if (!fits) {
            var spatial =
                    List.of("steps", "height, width", "depth, height, width").get(rank - 1);
            var last = value(dataFormat) == DataFormat.CHANNELS_LAST;
            throw new ShapeException(this + " cannot take " + given + "\n  needs  (batch, time, "
                    + (last ? spatial + ", channels" : "channels, " + spatial) + "), known from the third axis on");
        }
    }

    @Override
    protected List<Tensor> callAll(List<Tensor> inputs, Call call) {
        if (value(dataFormat) == DataFormat.CHANNELS_LAST) {
            return super.callAll(inputs, call);
        }
        var given = new ArrayList<Tensor>();
        for (int i = 0; i < inputs.size(); i++) {
            check(inputs.get(0).shape());
            given.add(moved(inputs.get(i), i == 0 ? 2 : 1, inputs.get(i).rank() - 1));
        }
        var results = super.callAll(given, call);
        var moved = new ArrayList<Tensor>();
        for (var result : results) {
            moved.add(moved(result, result.rank() - 1, result.rank() == rank + 3 ? 2 : 1));
        }
        Masks.of(results.get(0)).ifPresent(mask -> Masks.with(moved.get(0), mask));
        return moved;
    }

    private Shape channelsLast(Shape shape, int channels) {
        return value(dataFormat) == DataFormat.CHANNELS_LAST
                ? shape
                : shape.without(channels).insert(shape.rank() - 1, shape.dim(channels));
    }

    /// `x` with axis `from` at `to`.
    private static Tensor moved(Tensor x, int from, int to) {
        if (from >= x.rank() || to >= x.rank()) {
            return x;
        }
        var axes = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
        axes.add(to, axes.remove(from));
        return x.transpose(axes.stream().mapToInt(Integer::intValue).toArray());
    }
}
