package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Setting;
import jacobian.keras.ops.NN;
import jacobian.keras.ops.Padding;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// What transposed convolutions of one, two and three spatial axes have in common: each is the gradient of a
/// convolution by its input, so that its strides make an image larger.
abstract class TransposedConvolutionLayer<L extends TransposedConvolutionLayer<L>> extends KernelLayer<L> {
    private final int rank;
    private final Setting<Integer> filters = required("filters", Integer.class);
    private final Setting<List<Integer>> kernelSize = required("kernel_size", List.class);
    private final Setting<List<Integer>> strides;
    private final Setting<Padding> padding = setting("padding", Padding.VALID);
    private final Setting<List<Integer>> outputPadding = optional("output_padding", List.class);
    private final Setting<DataFormat> dataFormat = setting("data_format", Config.imageDataFormat());
    private final Setting<List<Integer>> dilationRate;

    TransposedConvolutionLayer(int rank, int filters, int... kernelSize) {
        this.rank = rank;
        strides = setting("strides", Collections.nCopies(rank, 1));
        dilationRate = setting("dilation_rate", Collections.nCopies(rank, 1));
        set(this.filters, Checks.positive("filters", filters));
        set(this.kernelSize, Sizes.of("kernel_size", rank, kernelSize));
    }

    /// Sets how many cells of the result lie between two of the input: one number, or one for each spatial
    /// axis; 1 unless set.
    public L strides(int... strides) {
        return set(this.strides, Sizes.of("strides", rank, strides));
    }

    /// Sets what is cut off the result: nothing (`VALID`), or as much as makes it `strides` times as large as the
    /// input (`SAME`); nothing unless set.
    public L padding(Padding padding) {
        if (padding == Padding.CAUSAL) {
            throw new IllegalArgumentException("padding=causal: a transposed convolution takes valid or same");
        }
        return set(this.padding, padding);
    }

    /// Sets how many cells are added behind: one number, or one for each spatial axis, each smaller than the
    /// stride. Unless set, as many as make the result `(input - 1) * stride + max(window, stride)` long, or
    /// `input * stride` with padding `SAME`; set, the result is `(input - 1) * stride + window + outputPadding`
    /// long, with padding `SAME` `(input - 1) * stride + window % 2 + outputPadding`.
    public L outputPadding(int... outputPadding) {
        if ((outputPadding.length != 1 && outputPadding.length != rank)
                || IntStream.of(outputPadding).anyMatch(each -> each < 0)) {
            throw new IllegalArgumentException("output_padding=" + Arrays.toString(outputPadding)
                    + ": needs one number of 0 or more, or one for each of the " + rank + " spatial axes");
        }
        return set(
                this.outputPadding,
                outputPadding.length == rank
                        ? IntStream.of(outputPadding).boxed().toList()
                        : Collections.nCopies(rank, outputPadding[0]));
    }

    /// Sets whether channels are the last axis or the one behind the batch; the last one unless set.
    public L dataFormat(DataFormat dataFormat) {
        return set(this.dataFormat, dataFormat);
    }

    /// Sets the distance between the cells of the window: one number, or one for each spatial axis; 1 unless set.
    public L dilationRate(int... rate) {
        return set(dilationRate, Sizes.of("dilation_rate", rank, rate));
    }

    @Override
    protected void build(Shape input) {
        channels().requireKnown(this, input);
        Sizes.requireOne(this, value(strides), value(dilationRate));
        var added = find(outputPadding).orElse(Collections.nCopies(rank, 0));
        if (IntStream.range(0, rank)
                .anyMatch(i -> added.get(i) >= value(strides).get(i))) {
            throw new IllegalArgumentException(this + ": each output_padding must be smaller than its stride");
        }
        var sizes = IntStream.concat(
                value(kernelSize).stream().mapToInt(Integer::intValue),
                IntStream.of(value(filters), input.size(channels().axis())));
        makeWeights(Shape.of(sizes.toArray()), value(filters));
    }

    @Override
    protected Tensor call(Tensor input, Call call) {
        var kernel = weight("kernel");
        var channels = channels();
        if (!channels.agree(input.shape(), kernel.shape().dim(-1))) {
            throw refused(input.shape(), kernel.shape().dim(-1).toString());
        }
        var x = channels.last(input.cast(kernel.dtype()));
        var larger = NN.convTranspose(x, kernel, convolution -> {
            convolution
                    .strides(ints(value(strides)))
                    .dilationRate(ints(value(dilationRate)))
                    .padding(value(padding))
                    .dataFormat(DataFormat.CHANNELS_LAST);
            find(outputPadding).ifPresent(each -> convolution.outputPadding(ints(each)));
        });
        return activated(channels.back(biased(larger)));
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private Channels channels() {
        return new Channels(value(dataFormat), rank);
    }

    private ShapeException refused(Shape given, String count) {
        return new ShapeException(
                this + " cannot take " + given + "\n  needs  " + channels().needs(count));
    }
}
