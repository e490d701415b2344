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
import jacobian.keras.constraints.Constraint;
import jacobian.keras.initializers.GlorotUniform;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.ops.NN;
import jacobian.keras.ops.Padding;
import jacobian.keras.regularizers.Regularizer;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// What layers have in common whose windows see one channel each.
abstract class DepthwiseLayer<L extends DepthwiseLayer<L>> extends BiasedLayer<L> {
    private final int rank;
    private final Setting<List<Integer>> kernelSize = required("kernel_size", List.class);
    private final Setting<List<Integer>> strides;
    private final Setting<Padding> padding = setting("padding", Padding.VALID);
    private final Setting<DataFormat> dataFormat = setting("data_format", Config.imageDataFormat());
    private final Setting<List<Integer>> dilationRate;
    private final Setting<Integer> depthMultiplier = setting("depth_multiplier", 1);
    private final Setting<Initializer> depthwiseInitializer =
            setting("depthwise_initializer", Initializer.class, new GlorotUniform());
    private final Setting<Regularizer> depthwiseRegularizer = optional("depthwise_regularizer", Regularizer.class);
    private final Setting<Constraint> depthwiseConstraint = optional("depthwise_constraint", Constraint.class);

    DepthwiseLayer(int rank, int... kernelSize) {
        this.rank = rank;
        strides = setting("strides", Collections.nCopies(rank, 1));
        dilationRate = setting("dilation_rate", Collections.nCopies(rank, 1));
        set(this.kernelSize, Sizes.of("kernel_size", rank, kernelSize));
    }

    /// Sets how far the window moves: one number, or one for each spatial axis; 1 unless set.
    public L strides(int... strides) {
        return set(this.strides, Sizes.of("strides", rank, strides));
    }

    /// Sets what lies around the input; nothing (`VALID`) unless set.
    public L padding(Padding padding) {
        if (padding == Padding.CAUSAL) {
            throw new IllegalArgumentException("padding=causal: a depthwise convolution takes valid or same");
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

    /// Sets how many windows look at each channel; 1 unless set.
    public L depthMultiplier(int depthMultiplier) {
        return set(this.depthMultiplier, Checks.positive("depth_multiplier", depthMultiplier));
    }

    /// Sets the first values of the windows; [GlorotUniform] unless set.
    public L depthwiseInitializer(Initializer initializer) {
        return set(depthwiseInitializer, initializer);
    }

    /// Sets a penalty on the windows.
    public L depthwiseRegularizer(Regularizer regularizer) {
        return set(depthwiseRegularizer, regularizer);
    }

    /// Sets what is applied to the windows after each step of training.
    public L depthwiseConstraint(Constraint constraint) {
        return set(depthwiseConstraint, constraint);
    }

    /// Makes the windows as the weight `name`, `(*size, channels, depthMultiplier)`, and returns the number of
    /// channels that come out.
    final int makeWindows(String name, Shape input) {
        channels().requireKnown(this, input);
        int channels = input.size(channels().axis());
        var sizes = IntStream.concat(
                value(kernelSize).stream().mapToInt(Integer::intValue), IntStream.of(channels, value(depthMultiplier)));
        weight(name, Shape.of(sizes.toArray()), value(depthwiseInitializer), find(depthwiseRegularizer));
        constrain(name, find(depthwiseConstraint));
        return channels * value(depthMultiplier);
    }

    /// The windows of the weight `name` over `x`; those of the first channel come first. The result has its
    /// channels last.
    final Tensor depthwise(String name, Tensor x) {
        var windows = weight(name);
        int channels = windows.shape().size(-2);
        if (!channels().agree(x.shape(), Dim.fixed(channels))) {
            throw refused(x.shape(), Integer.toString(channels));
        }
        var window = new Window(
                value(kernelSize),
                value(strides),
                value(dilationRate),
                value(padding).rule());
        var last = channels().last(x.cast(windows.dtype()));
        channels().requireRoom(this, x.shape(), window);
        return NN.depthwiseConv(
                last,
                windows,
                convolution -> convolution
                        .strides(ints(value(strides)))
                        .dilationRate(ints(value(dilationRate)))
                        .padding(value(padding))
                        .dataFormat(DataFormat.CHANNELS_LAST));
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /// What leaves the layer: `x`, whose channels are last, with bias and activation.
    final Tensor finished(Tensor x) {
        return activated(channels().back(biased(x)));
    }

    final int rank() {
        return rank;
    }

    private Channels channels() {
        return new Channels(value(dataFormat), rank);
    }

    private ShapeException refused(Shape given, String count) {
        return new ShapeException(
                this + " cannot take " + given + "\n  needs  " + channels().needs(count));
    }
}
