package jacobian.keras.optimizers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.List;

/// Gradients divided by the root of the sum of all their squares so far: a' = a + g^2 and w - rate * g /
/// sqrt(a' + epsilon), so that weights seldom reached take larger steps (Duchi, Hazan and Singer 2011).
///
/// Defaults: learning rate 0.001, sums begin at 0.1, epsilon 1e-7.
public final class Adagrad extends FluentOptimizer<Adagrad> {
    private static final String ACCUMULATOR = "accumulator";

    private final Setting<Double> initialAccumulatorValue = setting("initial_accumulator_value", 0.1);
    private final Setting<Double> epsilon = setting("epsilon", 1e-7);

    public Adagrad() {
        super(0.001);
    }

    public Adagrad(double learningRate) {
        this();
        rate(learningRate);
    }

    public Adagrad(LearningRateSchedule learningRate) {
        this();
        rate(learningRate);
    }

    /// What the sums of squares begin at.
    public Adagrad initialAccumulatorValue(double value) {
        return set(initialAccumulatorValue, Checks.notNegative("initial_accumulator_value", value));
    }

    public Adagrad epsilon(double epsilon) {
        return set(this.epsilon, Checks.positive("epsilon", epsilon));
    }

    @Override
    protected List<List<String>> slots() {
        return List.of(List.of(ACCUMULATOR));
    }

    @Override
    protected Tensor initial(String slot, Tensor w) {
        return Tensor.full(value(initialAccumulatorValue), w.dtype(), w.shape());
    }

    @Override
    protected Tensor update(Tensor w, Tensor g, Step step) {
        var sum = step.assign(ACCUMULATOR, step.slot(ACCUMULATOR).add(g.square()));
        var root = sum.add(w.constant(value(epsilon), w.dtype())).sqrt();
        return w.subtract(step.learningRate().multiply(g).divide(root));
    }
}
