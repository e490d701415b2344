package jacobian.keras.optimizers.schedules;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;

/// From the initial rate along half a cosine to `alpha` times it within `decaySteps`:
/// initial * ((1 - alpha) (1 + cos(pi step / decaySteps)) / 2 + alpha).
///
/// With [#warmup] the rate first rises in a straight line from the initial to the target rate, and the decay
/// starts there (Loshchilov and Hutter 2017; warm-up: Goyal and others 2017).
@SuppressWarnings("this-escape") // setting an option only notes it
public final class CosineDecay extends FluentSchedule<CosineDecay> {
    private final Setting<Double> initialLearningRate = required("initial_learning_rate", Double.class);
    private final Setting<Integer> decaySteps = required("decay_steps", Integer.class);
    private final Setting<Double> alpha = setting("alpha", 0.0);
    private final Setting<Double> warmupTarget = optional("warmup_target", Double.class);
    private final Setting<Integer> warmupSteps = setting("warmup_steps", 0);

    public CosineDecay(double initialLearningRate, int decaySteps) {
        set(this.initialLearningRate, Checks.notNegative("initial_learning_rate", initialLearningRate));
        set(this.decaySteps, Checks.positive("decay_steps", decaySteps));
    }

    /// The last rate as a part of the first; 0 unless set.
    public CosineDecay alpha(double alpha) {
        return set(this.alpha, Checks.notNegative("alpha", alpha));
    }

    /// Rises to `target` within `steps` first.
    public CosineDecay warmup(double target, int steps) {
        set(warmupTarget, Checks.notNegative("warmup_target", target));
        return set(warmupSteps, Checks.positive("warmup_steps", steps));
    }

    @Override
    Tensor rate(Tensor step) {
        var initial = number(step, value(initialLearningRate));
        if (find(warmupTarget).isEmpty()) {
            return decay(step, initial);
        }
        var target = number(step, value(warmupTarget));
        var steps = number(step, value(warmupSteps));
        var rise = target.subtract(initial).multiply(step.divide(steps)).add(initial);
        return step.less(steps).select(rise, decay(step.subtract(steps), target));
    }

    private Tensor decay(Tensor step, Tensor initial) {
        var steps = number(step, value(decaySteps));
        var fraction = step.minimum(steps).divide(steps);
        var cosine = fraction.multiply(number(step, Math.PI)).cos().add(1).multiply(number(step, 0.5));
        var least = number(step, value(alpha));
        return initial.multiply(complement(least).multiply(cosine).add(least));
    }
}
