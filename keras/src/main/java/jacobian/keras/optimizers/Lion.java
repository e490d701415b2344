package jacobian.keras.optimizers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.List;

/// Steps of one size in the direction of the sign of an average (Chen and others 2023):
/// w - rate * sign(beta1 m + (1 - beta1) g) and m' = beta2 m + (1 - beta2) g.
///
/// It keeps one vector where Adam keeps two, and wants a learning rate three to ten times smaller.
///
/// Defaults: learning rate 0.001, beta1 0.9, beta2 0.99.
public final class Lion extends FluentOptimizer<Lion> {
    private static final String MOMENTUM = "momentum";

    private final Setting<Double> beta1 = setting("beta_1", 0.9);
    private final Setting<Double> beta2 = setting("beta_2", 0.99);

    public Lion() {
        super(0.001);
    }

    public Lion(double learningRate) {
        this();
        rate(learningRate);
    }

    public Lion(LearningRateSchedule learningRate) {
        this();
        rate(learningRate);
    }

    /// How much of the average the direction of a step has; above 0, as it would be the sign of the gradient
    /// else.
    public Lion beta1(double beta1) {
        return set(this.beta1, Checks.fraction("beta_1", Checks.positive("beta_1", beta1)));
    }

    /// How much of the average stays in each step.
    public Lion beta2(double beta2) {
        return set(this.beta2, Checks.fraction("beta_2", beta2));
    }

    @Override
    protected List<List<String>> slots() {
        return List.of(List.of(MOMENTUM));
    }

    @Override
    protected Tensor update(Tensor w, Tensor g, Step step) {
        var m = step.slot(MOMENTUM);
        step.assign(MOMENTUM, mixed(m, g, value(beta2)));
        return w.subtract(step.learningRate().multiply(mixed(m, g, value(beta1)).sign()));
    }

    /// before * beta + now * (1 - beta).
    private static Tensor mixed(Tensor before, Tensor now, double beta) {
        var stays = now.constant(beta, now.dtype());
        var comes = now.constant(Moments.rest(now, beta), now.dtype());
        return before.multiply(stays).add(now.multiply(comes));
    }
}
