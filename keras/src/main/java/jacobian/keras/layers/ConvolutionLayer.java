package jacobian.keras.layers;

import jacobian.engine.graph.Window;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Setting;
import jacobian.keras.ops.Padding;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// What convolutions of one, two and three spatial axes have in common.
abstract class ConvolutionLayer<L extends ConvolutionLayer<L>> extends AdaptableLayer<L> {
    private final int rank;
    private final Setting<Integer> filters = required("filters", Integer.class);
    private final Setting<List<Integer>> kernelSize = required("kernel_size", List.class);
    private final Setting<List<Integer>> strides;
    private final Setting<Padding> padding = setting("padding", Padding.VALID);
    private final Setting<DataFormat> dataFormat = setting("data_format", Config.imageDataFormat());
    private final Setting<List<Integer>> dilationRate;
    private final Setting<Integer> groups = setting("groups", 1);

    ConvolutionLayer(int rank, int filters, int... kernelSize) {
        this.rank = rank;
        strides = setting("strides", Collections.nCopies(rank, 1));
        dilationRate = setting("dilation_rate", Collections.nCopies(rank, 1));
        set(this.filters, Checks.positive("filters", filters));
        set(this.kernelSize, Sizes.of("kernel_size", rank, kernelSize));
    }

    /// Sets how far the window moves: one number, or one for each spatial axis; 1 unless set.
    public L strides(int... strides) {
        return set(this.strides, Sizes.of("strides", rank, strides));
    }

    /// Sets what lies around the input; nothing (`VALID`) unless set.
    public L padding(Padding padding) {
        if (padding == Padding.CAUSAL && rank != 1) {
            throw new IllegalArgumentException("padding=causal: only Conv1D has a direction of time");
        }
        return set(this.padding, padding);
    }

    /// Sets whether channels are the last axis or the one behind the batch; the last one unless set.
    public L dataFormat(DataFormat dataFormat) {
        return set(this.dataFormat, dataFormat);
    }

    /// Sets the distance between the cells of the window: one number, or one for each spatial axis; 1 unless set.
    public L dilationRate(int... rate) {
        return set(dilationRate, Sizes.of("dilation_rate", rank, rate));
    }

    /// Sets into how many parts channels and filters are divided, each part of the filters seeing one part of the
    /// channels; 1 unless set.
    public L groups(int groups) {
        if (value(filters) % Checks.positive("groups", groups) != 0) {
            throw new IllegalArgumentException("groups=" + groups + ": must divide the " + value(filters) + " filters");
        }
        return set(this.groups, groups);
    }

    @Override
    protected void build(Shape input) {
        int axis = channels().axis();
        if (input.rank() != rank + 2 || !input.dim(axis).isKnown() || input.size(axis) % value(groups) != 0) {
            throw refused(input, "channels" + (value(groups) == 1 ? "" : " a multiple of " + value(groups)), "");
        }
        Sizes.requireOne(this, value(strides), value(dilationRate));
        var sizes = IntStream.concat(
                value(kernelSize).stream().mapToInt(Integer::intValue),
                IntStream.of(input.size(axis) / value(groups), value(filters)));
        makeAdaptable(Shape.of(sizes.toArray()));
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        var kernel = kernel();
        var channels = channels();
        int count = kernel.shape().size(-2) * value(groups);
        if (!channels.agree(x.shape(), Dim.fixed(count))) {
            throw refused(x.shape(), Integer.toString(count), ", because its kernel is " + kernel.shape());
        }
        var window = new Window(
                value(kernelSize),
                value(strides),
                value(dilationRate),
                value(padding).rule());
        var last = channels.last(x.cast(kernel.dtype()));
        channels.requireRoom(this, x.shape(), window);
        return activated(channels.back(biased(last.convolve(kernel, window, value(groups)))));
    }

    private Channels channels() {
        return new Channels(value(dataFormat), rank);
    }

    private ShapeException refused(Shape given, String count, String why) {
        var mend = given.rank() == rank + 1
                ? "put new Reshape(...) before it that adds an axis for channels"
                : "check the data's axes";
        return new ShapeException(
                this + " cannot take " + given + "\n  needs  " + channels().needs(count) + why + "\n  mend   " + mend);
    }
}
