package jacobian.keras.layers;

import jacobian.engine.graph.ConvolutionInputGradient;
import jacobian.engine.graph.Window;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.SizeRule;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Setting;
import jacobian.keras.ops.Padding;
import java.util.ArrayList;
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
    private final Setting<DataFormat> dataFormat = setting("data_format", DataFormat.CHANNELS_LAST);
    private final Setting<List<Integer>> dilationRate;

    /// One spatial axis: cells that a window spans, cells of the result that the convolution back pads in front
    /// and behind, and how much larger the result is than `stride * input`.
    private record Axis(int stride, int extent, int low, int more) {
        /// The padding behind under which the convolution back has as many places as the input had cells.
        int high() {
            return Math.max(0, extent - stride - more - low);
        }

        Dim out(Dim in) {
            return stride == 1 && more == 0 ? in : Dim.derived(new Stretched(stride, more), List.of(in));
        }
    }

    private record Stretched(int stride, int more) implements SizeRule {
        @Override
        public int size(int... sizes) {
            return Math.addExact(Math.multiplyExact(sizes[0], stride), more);
        }
    }

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
        var axes = IntStream.range(0, rank).mapToObj(this::axis).toList();
        var around = jacobian.engine.graph.Padding.of(
                axes.stream().map(Axis::low).toList(),
                axes.stream().map(Axis::high).toList());
        var window = new Window(value(kernelSize), value(strides), value(dilationRate), around);
        var dims = new ArrayList<Dim>();
        dims.add(x.shape().dim(0));
        for (int i = 0; i < rank; i++) {
            dims.add(axes.get(i).out(x.shape().dim(i + 1)));
        }
        dims.add(kernel.shape().dim(-2));
        var op = new ConvolutionInputGradient(window, 1, Shape.of(dims));
        return activated(channels.back(biased(x.apply(op, List.of(x, kernel)))));
    }

    /// Keras' rules for the length of the result and for where it begins.
    private Axis axis(int i) {
        int stride = value(strides).get(i);
        int extent = (value(kernelSize).get(i) - 1) * value(dilationRate).get(i) + 1;
        var added = find(outputPadding).map(each -> each.get(i));
        if (value(padding) == Padding.VALID) {
            int last = added.map(each -> extent + each).orElse(Math.max(extent, stride));
            return new Axis(stride, extent, 0, last - stride);
        }
        int length = added.map(each -> extent % 2 + each).orElse(stride);
        int around = length + extent - 2;
        return new Axis(stride, extent, extent - 1 - Math.min((around + 1) / 2, extent - 1), length - stride);
    }

    private Channels channels() {
        return new Channels(value(dataFormat), rank);
    }

    private ShapeException refused(Shape given, String count) {
        return new ShapeException(
                this + " cannot take " + given + "\n  needs  " + channels().needs(count));
    }
}
