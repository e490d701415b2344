package jacobian.keras.optimizers;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.List;

/// What [Adam] and [AdamW] have in common: all but a default.
///
/// @param <O> the optimizer itself
abstract class AdamFamily<O extends AdamFamily<O>> extends FluentOptimizer<O> {
    private static final String MOMENTUM = "momentum";
    private static final String VELOCITY = "velocity";
    private static final String VELOCITY_HAT = "velocity_hat";

    private final Setting<Double> beta1 = setting("beta_1", 0.9);
    private final Setting<Double> beta2 = setting("beta_2", 0.999);
    private final Setting<Double> epsilon = setting("epsilon", 1e-7);
    private final Setting<Boolean> amsgrad = setting("amsgrad", false);

    AdamFamily(double learningRate) {
        super(learningRate);
    }

    AdamFamily(double learningRate, double weightDecay) {
        super(learningRate, weightDecay);
    }

    /// How much of the average gradient stays in each step.
    public O beta1(double beta1) {
        return set(this.beta1, decay("beta_1", beta1));
    }

    /// How much of the average squared gradient stays in each step.
    public O beta2(double beta2) {
        return set(this.beta2, decay("beta_2", beta2));
    }

    private static double decay(String key, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(key + "=" + value + ": needs a number from 0 to below 1");
        }
        return value;
    }

    public O epsilon(double epsilon) {
        return set(this.epsilon, Checks.positive("epsilon", epsilon));
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
        var m = step.assign(MOMENTUM, moved(step.slot(MOMENTUM), g, value(beta1)));
        var v = step.assign(VELOCITY, moved(step.slot(VELOCITY), g.square(), value(beta2)));
        if (value(amsgrad)) {
            v = step.assign(VELOCITY_HAT, step.slot(VELOCITY_HAT).maximum(v));
        }
        var root = v.sqrt().add(w.constant(value(epsilon), w.dtype()));
        return w.subtract(m.multiply(correctedRate(step)).divide(root));
    }

    /// before + (now - before) * (1 - beta).
    private static Tensor moved(Tensor before, Tensor now, double beta) {
        return before.add(now.subtract(before).multiply(now.constant(1 - beta, now.dtype())));
    }

    /// rate * sqrt(1 - beta2^t) / (1 - beta1^t): the averages start at zero and are too small at first.
    private Tensor correctedRate(Step step) {
        var missing2 = missing(step, value(beta2));
        return step.learningRate().multiply(missing2.sqrt()).divide(missing(step, value(beta1)));
    }

    /// 1 - beta^t in the type of the weights, where 0.999 is not quite 0.999; the power itself is computed in
    /// float64, as an error in its last place would be a thousand times as large in the difference.
    private static Tensor missing(Step step, double beta) {
        var type = step.learningRate().dtype();
        var exact = step.number().constant(type == DType.FLOAT32 ? (float) beta : beta, DType.FLOAT64);
        var power = exact.power(step.number().cast(DType.FLOAT64)).cast(type);
        return power.constant(1, type).subtract(power);
    }
}
