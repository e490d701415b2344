package jacobian.keras.optimizers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.List;

/// [Adam] with the largest magnitude of a gradient in the place of the root of squares (Kingma and Ba 2015,
/// section 7): m += (g - m) (1 - beta1), u = max(beta2 u, |g|), w - rate / (1 - beta1^t) m / (u + epsilon).
///
/// Defaults: learning rate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7.
public final class Adamax extends Moments<Adamax> {
    private static final String NORM = "norm";

    public Adamax() {
        super(0.001);
    }

    public Adamax(double learningRate) {
        this();
        rate(learningRate);
    }

    public Adamax(LearningRateSchedule learningRate) {
        this();
        rate(learningRate);
    }

    @Override
    protected List<List<String>> slots() {
        return List.of(List.of(MOMENTUM, NORM));
    }

    @Override
    protected Tensor update(Tensor w, Tensor g, Step step) {
        var m = step.assign(MOMENTUM, moved(step.slot(MOMENTUM), g, 1 - value(beta1)));
        var faded = step.slot(NORM).multiply(w.constant(value(beta2), w.dtype()));
        var u = step.assign(NORM, faded.maximum(g.abs()));
        var divisor = u.add(w.constant(value(epsilon), w.dtype())).multiply(step.correction(value(beta1)));
        return w.subtract(step.learningRate().multiply(m).divide(divisor));
    }
}
