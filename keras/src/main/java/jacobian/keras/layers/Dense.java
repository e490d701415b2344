package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.Optional;

/// Every output sees every input: `activation(x kernel + bias)`.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, ..., features)` |
/// | output | `(batch, ..., units)` |
/// | kernel | `(features, units)` |
/// | bias | `(units,)` |
///
/// ```java
/// new Dense(64).activation(RELU).kernelRegularizer(new L2(1e-4))
/// ```
///
/// An input of another width than the first one is refused.
public final class Dense extends AdaptableLayer<Dense> {
    private final Setting<Integer> units = required("units", Integer.class);

    public Dense(int units) {
        set(this.units, Checks.positive("units", units));
    }

    @Override
    protected void build(Shape input) {
        if (input.rank() < 2 || !input.dim(-1).isKnown()) {
            throw new ShapeException(
                    this + " cannot take " + input + "\n  needs  (batch, ..., features) with a known last axis");
        }
        makeAdaptable(Shape.of(input.size(-1), value(units)));
    }

    /// Keras 3.15.1 keeps a `loraAlpha` that is set before the first call, but computes with the rank in its
    /// place.
    @Override
    double firstAlpha(int rank, Optional<Double> given) {
        return rank;
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        var kernel = kernel();
        if (x.rank() < 2 || !x.shape().dim(-1).agrees(kernel.shape().dim(0))) {
            throw refused(x.shape(), kernel.shape());
        }
        return finish(x.cast(kernel.dtype()).matmul(kernel));
    }

    private ShapeException refused(Shape given, Shape kernel) {
        int features = kernel.size(0);
        var mend = given.rank() > 2
                        && given.range(1, given.rank()).isKnown()
                        && given.range(1, given.rank()).size() == features
                ? "put new Flatten() before it"
                : "give it " + features + " features, or start from copy() for "
                        + (given.rank() == 0 ? 0 : given.size(-1));
        return new ShapeException(
                this + " cannot take " + given + "\n  needs  (batch, " + features + "), because its kernel is "
                        + kernel + "\n  axis -1 is " + (given.rank() == 0 ? "missing" : given.dim(-1)) + ", not "
                        + features + "\n  mend   "
                        + mend);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
