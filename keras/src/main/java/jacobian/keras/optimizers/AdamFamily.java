package jacobian.keras.optimizers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.List;

/// What [Adam] and [AdamW] have in common: all but a default.
///
/// @param <O> the optimizer itself
abstract class AdamFamily<O extends AdamFamily<O>> extends Moments<O> {
    private static final String VELOCITY_HAT = "velocity_hat";

    private final Setting<Boolean> amsgrad = setting("amsgrad", false);

    AdamFamily(double learningRate) {
        super(learningRate);
    }

    AdamFamily(double learningRate, double weightDecay) {
        super(learningRate, 1e-7, weightDecay);
    }

    /// Divides by the largest average squared gradient so far (Reddi and others 2018).
    public O amsgrad(boolean amsgrad) {
        return set(this.amsgrad, amsgrad);
    }

    @Override
    protected List<List<String>> slots() {
        var moments = List.of(MOMENTUM, VELOCITY);
        return value(amsgrad) ? List.of(moments, List.of(VELOCITY_HAT)) : List.of(moments);
    }

    @Override
    protected Tensor update(Tensor w, Tensor g, Step step) {
        var m = step.assign(MOMENTUM, moved(step.slot(MOMENTUM), g, 1 - value(beta1)));
        var v = step.assign(VELOCITY, moved(step.slot(VELOCITY), g.square(), 1 - value(beta2)));
        if (value(amsgrad)) {
            v = step.assign(VELOCITY_HAT, step.slot(VELOCITY_HAT).maximum(v));
        }
        var root = v.sqrt().add(w.constant(value(epsilon), w.dtype()));
        return w.subtract(m.multiply(correctedRate(step)).divide(root));
    }

    /// rate * sqrt(1 - beta2^t) / (1 - beta1^t): the averages start at zero and are too small at first.
    private Tensor correctedRate(Step step) {
        var rate = step.learningRate().multiply(step.correction(value(beta2)).sqrt());
        return rate.divide(step.correction(value(beta1)));
    }
}
