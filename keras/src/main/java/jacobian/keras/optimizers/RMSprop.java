package jacobian.keras.optimizers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.ArrayList;
import java.util.List;

/// Gradients divided by the root of a moving average of their squares: v' = rho * v + (1 - rho) * g^2 and w -
/// rate * g / sqrt(v' + epsilon); `centered` takes the square of the average gradient away from v'; with
/// momentum the increments are added up, m' = momentum * m + increment, and w - m' (Hinton 2012).
///
/// Defaults: learning rate 0.001, rho 0.9, no momentum, epsilon 1e-7.
public final class RMSprop extends FluentOptimizer<RMSprop> {
    private static final String VELOCITY = "velocity";
    private static final String MOMENTUM = "momentum";
    private static final String AVERAGE_GRADIENT = "average_gradient";

    private final Setting<Double> rho = setting("rho", 0.9);
    private final Setting<Double> momentum = setting("momentum", 0.0);
    private final Setting<Double> epsilon = setting("epsilon", 1e-7);
    private final Setting<Boolean> centered = setting("centered", false);

    public RMSprop() {
        super(0.001);
    }

    public RMSprop(double learningRate) {
        this();
        rate(learningRate);
    }

    public RMSprop(LearningRateSchedule learningRate) {
        this();
        rate(learningRate);
    }

    /// How much of the average of squares stays in each step.
    public RMSprop rho(double rho) {
        return set(this.rho, Checks.fraction("rho", rho));
    }

    public RMSprop momentum(double momentum) {
        return set(this.momentum, Checks.fraction("momentum", momentum));
    }

    public RMSprop epsilon(double epsilon) {
        return set(this.epsilon, Checks.positive("epsilon", epsilon));
    }

    public RMSprop centered(boolean centered) {
        return set(this.centered, centered);
    }

    @Override
    protected List<List<String>> slots() {
        var slots = new ArrayList<>(List.of(List.of(VELOCITY)));
        if (value(momentum) > 0) {
            slots.add(List.of(MOMENTUM));
        }
        if (value(centered)) {
            slots.add(List.of(AVERAGE_GRADIENT));
        }
        return slots;
    }

    @Override
    protected Tensor update(Tensor w, Tensor g, Step step) {
        var variance = step.assign(VELOCITY, average(step.slot(VELOCITY), g.square()));
        if (value(centered)) {
            variance = variance.subtract(step.assign(AVERAGE_GRADIENT, average(step.slot(AVERAGE_GRADIENT), g))
                    .square());
        }
        var root = variance.add(w.constant(value(epsilon), w.dtype())).sqrt();
        var increment = step.learningRate().multiply(g).divide(root);
        if (value(momentum) == 0) {
            return w.subtract(increment);
        }
        var factor = w.constant(value(momentum), w.dtype());
        return w.subtract(
                step.assign(MOMENTUM, factor.multiply(step.slot(MOMENTUM)).add(increment)));
    }

    private Tensor average(Tensor before, Tensor now) {
        var stays = now.constant(value(rho), now.dtype());
        var comes = now.constant(1 - value(rho), now.dtype());
        return stays.multiply(before).add(comes.multiply(now));
    }
}
