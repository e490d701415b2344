package jacobian.keras.optimizers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.List;

/// Gradient descent: w - rate * g; with momentum m' = momentum * m - rate * g and w + m', or with `nesterov`
/// w + momentum * m' - rate * g.
///
/// Defaults: learning rate 0.01, no momentum.
public final class SGD extends FluentOptimizer<SGD> {
    private static final String MOMENTUM = "momentum";

    private final Setting<Double> momentum = setting("momentum", 0.0);
    private final Setting<Boolean> nesterov = setting("nesterov", false);

    public SGD() {
        super(0.01);
    }

    public SGD(double learningRate) {
        this();
        rate(learningRate);
    }

    public SGD(LearningRateSchedule learningRate) {
        this();
        rate(learningRate);
    }

    public SGD momentum(double momentum) {
        return set(this.momentum, Checks.fraction("momentum", momentum));
    }

    public SGD nesterov(boolean nesterov) {
        return set(this.nesterov, nesterov);
    }

    @Override
    protected List<List<String>> slots() {
        return value(momentum) == 0 ? List.of() : List.of(List.of(MOMENTUM));
    }

    @Override
    protected Tensor update(Tensor w, Tensor g, Step step) {
        var descent = g.multiply(step.learningRate());
        if (value(momentum) == 0) {
            return w.subtract(descent);
        }
        var factor = w.constant(value(momentum), w.dtype());
        var m = step.assign(MOMENTUM, step.slot(MOMENTUM).multiply(factor).subtract(descent));
        return w.add(value(nesterov) ? m.multiply(factor).subtract(descent) : m);
    }
}
