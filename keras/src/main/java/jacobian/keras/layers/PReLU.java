package jacobian.keras.layers;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.constraints.Constraint;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.Zeros;
import jacobian.keras.regularizers.Regularizer;
import java.util.List;
import java.util.stream.IntStream;

/// `x` above 0, `alpha * x` below, where alpha is learned
/// (He et al., "Delving deep into rectifiers", 2015).
///
/// | | shape |
/// |---|---|
/// | input, output | `(batch, ...)` |
/// | alpha | that of one example, with 1 for shared axes |
public final class PReLU extends FluentLayer<PReLU> {
    private final Setting<Initializer> alphaInitializer = setting("alpha_initializer", Initializer.class, new Zeros());
    private final Setting<Regularizer> alphaRegularizer = optional("alpha_regularizer", Regularizer.class);
    private final Setting<Constraint> alphaConstraint = optional("alpha_constraint", Constraint.class);
    private final Setting<List<Integer>> sharedAxes = optional("shared_axes", List.class);

    /// Sets the first slopes; [Zeros] unless set.
    public PReLU alphaInitializer(Initializer initializer) {
        return set(alphaInitializer, initializer);
    }

    /// Sets a penalty on the slopes.
    public PReLU alphaRegularizer(Regularizer regularizer) {
        return set(alphaRegularizer, regularizer);
    }

    /// Sets what is applied to the slopes after each step of training.
    public PReLU alphaConstraint(Constraint constraint) {
        return set(alphaConstraint, constraint);
    }

    /// Sets the axes along which one slope holds, the batch being axis 0: `sharedAxes(1, 2)` learns one slope for
    /// each channel of an image. None unless set.
    public PReLU sharedAxes(int... axes) {
        for (int axis : axes) {
            Checks.positive("shared_axes", axis);
        }
        return set(sharedAxes, IntStream.of(axes).boxed().toList());
    }

    @Override
    protected void build(Shape input) {
        var shape = input.range(1, input.rank());
        for (int axis : find(sharedAxes).orElse(List.of())) {
            if (axis >= input.rank()) {
                throw new ShapeException(this + " cannot take " + input + ": there is no axis " + axis + " to share");
            }
            shape = shape.with(axis - 1, Dim.fixed(1));
        }
        if (!shape.isKnown()) {
            throw new ShapeException(this + " cannot take " + input
                    + "\n  needs  known sizes, as each has slopes of its own\n  mend   share the axes that may change");
        }
        weight("alpha", shape.fixed(), value(alphaInitializer), find(alphaRegularizer));
        constrain("alpha", find(alphaConstraint));
    }

    @Override
    protected Tensor call(Tensor input, Call call) {
        var alpha = weight("alpha");
        var x = input.cast(alpha.dtype());
        return x.relu().subtract(alpha.multiply(x.negative().relu()));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
