package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Setting;
import jacobian.keras.initializers.GlorotUniform;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.Zeros;
import jacobian.keras.regularizers.Regularizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A dense layer over any axes: `activation(einsum(equation, x, kernel) + bias)`.
///
/// The equation has one of the forms `ab,bc->ac`, `...ab,bc->...ac` and `ab...,bc->ac...`: the axes of the
/// input, of the kernel and of the result, `...` for any number of axes.
///
/// ```java
/// new EinsumDense("abc,cd->abd", Shape.ANY, 64).biasAxes("d") // Dense(64) for sequences
/// new EinsumDense("...x,xy->...y", 64).biasAxes("y")          // Dense(64) for any rank
/// new EinsumDense("abc,cde->abde", Shape.ANY, 8, 16)          // 8 projections to 16 features each
/// ```
public final class EinsumDense extends FluentLayer<EinsumDense> {
    private final Setting<String> equation = required("equation", String.class);
    private final Setting<List<Integer>> outputShape = required("output_shape", List.class);
    private final Setting<ActivationFunction> activation =
            setting("activation", ActivationFunction.class, Activations.LINEAR);
    private final Setting<String> biasAxes = optional("bias_axes", String.class);
    private final Setting<Initializer> kernelInitializer =
            setting("kernel_initializer", Initializer.class, new GlorotUniform());
    private final Setting<Initializer> biasInitializer = setting("bias_initializer", Initializer.class, new Zeros());
    private final Setting<Regularizer> kernelRegularizer = optional("kernel_regularizer", Regularizer.class);
    private final Setting<Regularizer> biasRegularizer = optional("bias_regularizer", Regularizer.class);
    private final Setting<Regularizer> activityRegularizer = optional("activity_regularizer", Regularizer.class);

    /// The sizes of `outputShape` are those of the result without the batch and without what `...` stands for;
    /// [Shape#ANY] where the input has the size.
    public EinsumDense(String equation, int... outputShape) {
        EinsumForm.of(equation);
        set(this.equation, equation);
        set(this.outputShape, IntStream.of(outputShape).boxed().toList());
    }

    /// Sets what is applied to the result; nothing (`LINEAR`) unless set.
    public EinsumDense activation(ActivationFunction activation) {
        return set(this.activation, activation);
    }

    /// Sets the letters of the result's axes along which a bias is added; there is none unless set.
    public EinsumDense biasAxes(String biasAxes) {
        return set(this.biasAxes, biasAxes);
    }

    /// Sets the first values of the kernel; [GlorotUniform] unless set.
    public EinsumDense kernelInitializer(Initializer initializer) {
        return set(kernelInitializer, initializer);
    }

    /// Sets the first values of the bias; [Zeros] unless set.
    public EinsumDense biasInitializer(Initializer initializer) {
        return set(biasInitializer, initializer);
    }

    /// Sets a penalty on the kernel.
    public EinsumDense kernelRegularizer(Regularizer regularizer) {
        return set(kernelRegularizer, regularizer);
    }

    /// Sets a penalty on the bias.
    public EinsumDense biasRegularizer(Regularizer regularizer) {
        return set(biasRegularizer, regularizer);
    }

    /// Sets a penalty on the result, divided by the batch size.
    public EinsumDense activityRegularizer(Regularizer regularizer) {
        return set(activityRegularizer, regularizer);
    }

    @Override
    protected Optional<Regularizer> activityRegularizer() {
        return find(activityRegularizer);
    }

    @Override
    protected void build(Shape input) {
        var form = EinsumForm.of(value(equation));
        var sizes = form.sizes(this, input, value(outputShape));
        var fans = form.fans(value(kernelInitializer));
        weight("kernel", form.kernelShape(this, sizes), fans, find(kernelRegularizer));
        find(biasAxes)
                .ifPresent(axes -> weight(
                        "bias",
                        form.biasShape(this, axes, sizes, input.rank()),
                        value(biasInitializer),
                        find(biasRegularizer)));
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        var form = EinsumForm.of(value(equation));
        var kernel = weight("kernel");
        var product = Einsum.of(value(equation), form.elided(this, x.shape())).of(x.cast(kernel.dtype()), kernel);
        return value(activation).apply(find(biasAxes).isPresent() ? product.add(weight("bias")) : product);
    }
}
