package jacobian.keras.optimizers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;

/// [Adam] that needs no schedule, as it averages the weights it walks through (Defazio and others 2024).
///
/// z walks: z' = z - rate * g / (sqrt(v / (1 - beta2^t)) + epsilon); x is the average of all z so far, and the
/// weights lie between them, w = (1 - beta1) z + beta1 x. The slot `momentum` holds z. There is no separate
/// mode for evaluation: as in Keras the weights are those between.
///
/// Defaults: learning rate 0.0025, beta1 0.9, beta2 0.999, epsilon 1e-8, no warm-up.
public final class ScheduleFreeAdamW extends Moments<ScheduleFreeAdamW> {
    private final Setting<Integer> warmupSteps = setting("warmup_steps", 0);

    public ScheduleFreeAdamW() {
        super(0.0025, 1e-8);
    }

    public ScheduleFreeAdamW(double learningRate) {
        this();
        rate(learningRate);
    }

    public ScheduleFreeAdamW(LearningRateSchedule learningRate) {
        this();
        rate(learningRate);
    }

    /// Over how many steps the learning rate grows to its value.
    public ScheduleFreeAdamW warmupSteps(int warmupSteps) {
        if (warmupSteps < 0) {
            throw new IllegalArgumentException("warmup_steps=" + warmupSteps + ": needs a whole number of 0 or more");
        }
        return set(this.warmupSteps, warmupSteps);
    }

    /// z begins where the weights are.
    @Override
    protected Tensor initial(String slot, Tensor w) {
        return slot.equals(MOMENTUM) ? w : super.initial(slot, w);
    }

    @Override
    protected Tensor update(Tensor w, Tensor g, Step step) {
        var v = step.assign(VELOCITY, moved(step.slot(VELOCITY), g.square(), rest(w, value(beta2))));
        var root = v.divide(step.correction(value(beta2))).sqrt().add(constant(w, value(epsilon)));
        var before = step.slot(MOMENTUM);
        var z = step.assign(MOMENTUM, before.subtract(rate(step).multiply(g).divide(root)));
        var towards = constant(w, rest(w, value(beta1)));
        var stays = constant(w, value(beta1));
        var x = w.subtract(towards.multiply(before)).divide(stays);
        var share = step.number().cast(w.dtype()).reciprocal();
        var average = constant(w, 1).subtract(share).multiply(x).add(share.multiply(z));
        return towards.multiply(z).add(stays.multiply(average));
    }

    private Tensor rate(Step step) {
        var rate = step.learningRate();
        if (value(warmupSteps) == 0) {
            return rate;
        }
        var part = step.number().cast(rate.dtype()).divide(constant(rate, value(warmupSteps)));
        return rate.multiply(part.minimum(constant(rate, 1)));
    }

    private static Tensor constant(Tensor x, double value) {
        return x.constant(value, x.dtype());
    }
}
