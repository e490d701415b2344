package jacobian.keras.optimizers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.List;

/// Steps in the measure of former steps (Zeiler 2012): a' = rho a + (1 - rho) g^2,
/// d = -g sqrt(s + epsilon) / sqrt(a' + epsilon), s' = rho s + (1 - rho) d^2 and w + rate * d.
///
/// Defaults: learning rate 0.001 (the paper has 1), rho 0.95, epsilon 1e-7.
public final class Adadelta extends FluentOptimizer<Adadelta> {
    private static final String GRADIENTS = "accumulated_grad";
    private static final String STEPS = "accumulated_delta_var";

    private final Setting<Double> rho = setting("rho", 0.95);
    private final Setting<Double> epsilon = setting("epsilon", 1e-7);

    public Adadelta() {
        super(0.001);
    }

    public Adadelta(double learningRate) {
        this();
        rate(learningRate);
    }

    public Adadelta(LearningRateSchedule learningRate) {
        this();
        rate(learningRate);
    }

    /// How much of the averages stays in each step.
    public Adadelta rho(double rho) {
        return set(this.rho, Checks.fraction("rho", rho));
    }

    public Adadelta epsilon(double epsilon) {
        return set(this.epsilon, Checks.positive("epsilon", epsilon));
    }

    @Override
    protected List<List<String>> slots() {
        return List.of(List.of(GRADIENTS, STEPS));
    }

    @Override
    protected Tensor update(Tensor w, Tensor g, Step step) {
        var squares = step.assign(GRADIENTS, average(step.slot(GRADIENTS), g));
        var change = root(step.slot(STEPS)).multiply(g).divide(root(squares)).negative();
        step.assign(STEPS, average(step.slot(STEPS), change));
        return w.add(step.learningRate().multiply(change));
    }

    /// rho * before + (1 - rho) * now^2.
    private Tensor average(Tensor before, Tensor now) {
        var stays = now.constant(value(rho), now.dtype());
        var comes = now.constant(1 - value(rho), now.dtype());
        return stays.multiply(before).add(comes.multiply(now.square()));
    }

    private Tensor root(Tensor x) {
        return x.add(x.constant(value(epsilon), x.dtype())).sqrt();
    }
}
