package jacobian.keras.layers;

import jacobian.engine.graph.Window;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.constraints.Constraint;
import jacobian.keras.initializers.GlorotUniform;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.ops.Padding;
import jacobian.keras.regularizers.Regularizer;
import java.util.Arrays;
import java.util.Collections;

/// What separable convolutions of one and two spatial axes have in common: windows that see one channel each,
/// then a mixture of channels cell by cell.
abstract class SeparableConvolutionLayer<L extends SeparableConvolutionLayer<L>> extends DepthwiseLayer<L> {
    private final Setting<Integer> filters = required("filters", Integer.class);
    private final Setting<Initializer> pointwiseInitializer =
            setting("pointwise_initializer", Initializer.class, new GlorotUniform());
    private final Setting<Regularizer> pointwiseRegularizer = optional("pointwise_regularizer", Regularizer.class);
    private final Setting<Constraint> pointwiseConstraint = optional("pointwise_constraint", Constraint.class);

    SeparableConvolutionLayer(int rank, int filters, int... kernelSize) {
        super(rank, kernelSize);
        set(this.filters, Checks.positive("filters", filters));
    }

    /// Sets the first values of the mixture; [GlorotUniform] unless set.
    public L pointwiseInitializer(Initializer initializer) {
        return set(pointwiseInitializer, initializer);
    }

    /// Sets a penalty on the mixture.
    public L pointwiseRegularizer(Regularizer regularizer) {
        return set(pointwiseRegularizer, regularizer);
    }

    /// Sets what is applied to the mixture after each step of training.
    public L pointwiseConstraint(Constraint constraint) {
        return set(pointwiseConstraint, constraint);
    }

    @Override
    protected final void build(Shape input) {
        int channels = makeWindows("depthwise_kernel", input);
        var sizes = new int[rank() + 2];
        Arrays.fill(sizes, 1);
        sizes[rank()] = channels;
        sizes[rank() + 1] = value(filters);
        weight("pointwise_kernel", Shape.of(sizes), value(pointwiseInitializer), find(pointwiseRegularizer));
        constrain("pointwise_kernel", find(pointwiseConstraint));
        makeBias(value(filters));
    }

    @Override
    protected final Tensor call(Tensor x, Call call) {
        var ones = Collections.nCopies(rank(), 1);
        var cell = new Window(ones, ones, ones, Padding.VALID.rule());
        return finished(depthwise("depthwise_kernel", x).convolve(weight("pointwise_kernel"), cell, 1));
    }
}
