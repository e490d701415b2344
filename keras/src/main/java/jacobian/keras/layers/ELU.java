package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;

/// `x` above 0, `alpha * (exp(x) - 1)` below
/// (Clevert et al., "Fast and accurate deep network learning by exponential linear units", 2015).
///
/// Input and output have the same shape.
public final class ELU extends FluentLayer<ELU> {
    private final Setting<Double> alpha = setting("alpha", 1.0);

    /// Sets the magnitude that results below 0 approach; 1 unless set.
    public ELU alpha(double alpha) {
        return set(this.alpha, alpha);
    }

    @Override
    protected Tensor call(Tensor input, Call call) {
        var x = input.floating();
        var positive = x.greater(x.constant(0, x.dtype()));
        // Large numbers are not given to the exponential: their gradient would be infinity times 0.
        var below = positive.select(x.zerosLike(), x).expm1().multiply(x.constant(value(alpha), x.dtype()));
        return positive.select(x, below);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
