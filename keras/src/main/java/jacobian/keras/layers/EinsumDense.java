package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.constraints.Constraint;
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
    private final Setting<Constraint> kernelConstraint = optional("kernel_constraint", Constraint.class);
    private final Setting<Constraint> biasConstraint = optional("bias_constraint", Constraint.class);
    private final Setting<Integer> loraRank = optional("lora_rank", Integer.class);
    private final Setting<Double> loraAlpha = optional("lora_alpha", Double.class);

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

    /// Sets what is applied to the kernel after each step of training.
    public EinsumDense kernelConstraint(Constraint constraint) {
        return set(kernelConstraint, constraint);
    }

    /// Sets what is applied to the bias after each step of training.
    public EinsumDense biasConstraint(Constraint constraint) {
        return set(biasConstraint, constraint);
    }

    /// Sets the rank of a low-rank adaptation (Hu et al., "LoRA", 2021): the kernel is frozen, and `loraAlpha /
    /// loraRank * a b` is added to it, of which `a` and `b` are learned. Excludes a constraint of the kernel.
    public EinsumDense loraRank(int rank) {
        return set(loraRank, Checks.positive("lora_rank", rank));
    }

    /// Sets the factor of the adaptation; the rank unless set.
    public EinsumDense loraAlpha(double alpha) {
        return set(loraAlpha, Checks.positive("lora_alpha", alpha));
    }

    /// Freezes the kernel of a layer in use, and adapts it by two matrices of rank `rank` that training changes.
    /// Takes effect at the next compile.
    public void enableLora(int rank) {
        enableLora(rank, rank);
    }

    /// As [#enableLora(int)], the adaptation multiplied by `alpha / rank`.
    public void enableLora(int rank, double alpha) {
        new Lora("kernel", rank, alpha).enable(this, find(kernelRegularizer));
        update(loraRank, rank);
        update(loraAlpha, alpha);
    }

    @Override
    Optional<Lora> lora() {
        return find(loraRank)
                .map(rank -> new Lora("kernel", rank, find(loraAlpha).orElse((double) rank)));
    }

    @Override
    protected void build(Shape input) {
        var form = EinsumForm.of(value(equation));
        var sizes = form.sizes(this, input, value(outputShape));
        var fans = form.fans(value(kernelInitializer));
        weight("kernel", form.kernelShape(this, sizes), fans, find(kernelRegularizer));
        constrain("kernel", find(kernelConstraint));
        find(biasAxes).ifPresent(axes -> makeBias(form.biasShape(this, axes, sizes, input.rank())));
        lora().ifPresent(lora -> lora.enable(this, find(kernelRegularizer)));
    }

    private void makeBias(Shape shape) {
        weight("bias", shape, value(biasInitializer), find(biasRegularizer));
        constrain("bias", find(biasConstraint));
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        var form = EinsumForm.of(value(equation));
        form.check(this, x.shape());
        var kernel = Lora.adapted(this, "kernel", lora());
        var product = Tensor.einsum(value(equation), x.cast(kernel.dtype()), kernel);
        var biased = find(biasAxes).isPresent() ? product.add(weight("bias")) : product;
        return RematScope.activation(this, value(activation), biased);
    }
}
