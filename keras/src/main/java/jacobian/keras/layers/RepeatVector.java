package jacobian.keras.layers;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.List;

/// One vector as `n` equal steps.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, features)` |
/// | output | `(batch, n, features)` |
public final class RepeatVector extends FluentLayer<RepeatVector> {
    private final Setting<Integer> n = required("n", Integer.class);

    public RepeatVector(int n) {
        set(this.n, Checks.positive("n", n));
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        if (x.rank() != 2) {
            throw new ShapeException(this + " cannot take " + x.shape() + "\n  needs  (batch, features)");
        }
        return Repeat.along(x.expandDims(1), List.of(value(n)));
    }
}
