package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.initializers.TruncatedNormal;
import java.util.List;
import java.util.Optional;

/// A layer whose kernel is divided by its largest singular value in training, which limits how steep the layer is
/// (Miyato et al., "Spectral normalization for generative adversarial networks", 2018).
///
/// The singular value is estimated by power iteration, which goes on from step to step: `v = |u w'|`, `u = |v
/// w|`, `sigma = v w u'`. As in a fit of Keras on JAX the variable keeps its own value: gradients flow through
/// the division, and inference takes the kernel as it is.
///
/// | | shape |
/// |---|---|
/// | vector_u | `(1, units)`, not trained |
///
/// ```java
/// new SpectralNormalization(new Dense(64))
/// ```
public final class SpectralNormalization extends Wrapper<SpectralNormalization> {
    /// Keras' `backend.epsilon()`, the least length that is divided by.
    private static final double EPSILON = 1e-7;

    private static final List<String> KERNELS = List.of("kernel", "embeddings");

    private final Setting<Integer> powerIterations = setting("power_iterations", 1);

    /// `layer` has a weight called kernel or embeddings.
    public SpectralNormalization(FluentLayer<?> layer) {
        super(layer);
    }

    /// Sets how often a step betters its estimate; once unless set.
    public SpectralNormalization powerIterations(int powerIterations) {
        return set(this.powerIterations, Checks.positive("power_iterations", powerIterations));
    }

    @Override
    protected void buildFrom(List<TensorType> inputs) {
        super.buildFrom(inputs);
        var kernel = kernel();
        if (kernel.shape().rank() < 2) {
            throw new ShapeException(this + " cannot normalize " + kernel + ": needs a kernel of two axes or more");
        }
        // Keras counts the kernel among the weights of both layers, which decides its place in their order.
        add(new Weight(kernelName(), kernel, layer().isTrainable(), Optional.empty()));
        state(
                "vector_u",
                new TruncatedNormal(0, 0.02).apply(Shape.of(1, kernel.shape().size(-1)), kernel.dtype()));
    }

    private String kernelName() {
        return KERNELS.stream()
                .filter(this::has)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(this + ": " + layer() + " has no weight of " + KERNELS
                        + "\n  mend   wrap a layer that has, such as Dense, Conv2D or Embedding"));
    }

    private boolean has(String weight) {
        var end = layer().name() + "/" + weight;
        return layer().weights().stream().anyMatch(each -> each.name().endsWith(end));
    }

    private Variable kernel() {
        return layer().variable(kernelName());
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        if (!call.training()) {
            return layer().apply(x);
        }
        call.substitute(layer(), kernelName(), normalized(kernel().tensor()));
        return layer().apply(x);
    }

    /// `kernel` divided by its largest singular value; a kernel of zeros as it is.
    private Tensor normalized(Tensor kernel) {
        var matrix = kernel.flattenAxes(0, -2);
        var before = estimate();
        var u = before;
        var v = before;
        for (int i = 0; i < value(powerIterations); i++) {
            v = unit(u.matmul(matrix.transpose()));
            u = unit(v.matmul(matrix));
        }
        u = u.stopGradient();
        var sigma = v.stopGradient().matmul(matrix).matmul(u.transpose()).reshape(Shape.scalar());
        var some = kernel.notEqual(kernel.zerosLike()).any();
        variable("vector_u").assign(some.select(u, before));
        return kernel.divide(some.select(sigma, sigma.onesLike()));
    }

    /// The vector of the last step. Outside a program its numbers themselves, as the variable is overwritten
    /// before the gradient asks for them.
    private Tensor estimate() {
        var u = variable("vector_u");
        return Compiled.isTracing()
                ? u.tensor()
                : Tensor.float64(u.doubles(), u.shape().sizes()).cast(u.dtype());
    }

    /// `x` with length 1.
    private static Tensor unit(Tensor x) {
        var length = x.square().sumKeep();
        return x.multiply(length.rsqrt().minimum(x.constant(1 / EPSILON, x.dtype())));
    }
}
