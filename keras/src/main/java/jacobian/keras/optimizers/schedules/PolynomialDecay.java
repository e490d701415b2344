package jacobian.keras.optimizers.schedules;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;

/// (initial - end) * (1 - step / decaySteps)^power + end, and `end` from step `decaySteps` on; with `cycle` it
/// starts again from a multiple of `decaySteps` instead.
@SuppressWarnings("this-escape") // setting an option only notes it
public final class PolynomialDecay extends FluentSchedule<PolynomialDecay> {
    private final Setting<Double> initialLearningRate = required("initial_learning_rate", Double.class);
    private final Setting<Integer> decaySteps = required("decay_steps", Integer.class);
    private final Setting<Double> endLearningRate = setting("end_learning_rate", 1e-4);
    private final Setting<Double> power = setting("power", 1.0);
    private final Setting<Boolean> cycle = setting("cycle", false);

    public PolynomialDecay(double initialLearningRate, int decaySteps) {
        set(this.initialLearningRate, Checks.notNegative("initial_learning_rate", initialLearningRate));
        set(this.decaySteps, Checks.positive("decay_steps", decaySteps));
    }

    /// Where the decay ends; 0.0001 unless set.
    public PolynomialDecay endLearningRate(double endLearningRate) {
        return set(this.endLearningRate, Checks.notNegative("end_learning_rate", endLearningRate));
    }

    /// 1, a straight line, unless set.
    public PolynomialDecay power(double power) {
        return set(this.power, Checks.positive("power", power));
    }

    public PolynomialDecay cycle(boolean cycle) {
        return set(this.cycle, cycle);
    }

    @Override
    Tensor rate(Tensor step) {
        var steps = number(step, value(decaySteps));
        var quotient = step.minimum(steps).divide(steps);
        if (value(cycle)) {
            var one = step.constant(1, step.dtype());
            var cycles = step.divide(steps).ceil().maximum(one);
            quotient = step.divide(steps.multiply(cycles));
        }
        var end = number(step, value(endLearningRate));
        var fall = number(step, value(initialLearningRate)).subtract(end);
        return fall.multiply(complement(quotient).power(number(step, value(power))))
                .add(end);
    }
}
