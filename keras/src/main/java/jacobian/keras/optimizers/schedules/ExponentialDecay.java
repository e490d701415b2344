package jacobian.keras.optimizers.schedules;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;

/// initial * decayRate^(step / decaySteps); with `staircase` the quotient is rounded down.
@SuppressWarnings("this-escape") // setting an option only notes it
public final class ExponentialDecay extends FluentSchedule<ExponentialDecay> {
    private final Setting<Double> initialLearningRate = required("initial_learning_rate", Double.class);
    private final Setting<Integer> decaySteps = required("decay_steps", Integer.class);
    private final Setting<Double> decayRate = required("decay_rate", Double.class);
    private final Setting<Boolean> staircase = setting("staircase", false);

    public ExponentialDecay(double initialLearningRate, int decaySteps, double decayRate) {
        set(this.initialLearningRate, Checks.notNegative("initial_learning_rate", initialLearningRate));
        set(this.decaySteps, Checks.positive("decay_steps", decaySteps));
        set(this.decayRate, Checks.positive("decay_rate", decayRate));
    }

    public ExponentialDecay staircase(boolean staircase) {
        return set(this.staircase, staircase);
    }

    @Override
    Tensor rate(Tensor step) {
        var quotient = step.divide(number(step, value(decaySteps)));
        var power = number(step, value(decayRate)).power(value(staircase) ? quotient.floor() : quotient);
        return number(step, value(initialLearningRate)).multiply(power);
    }
}
