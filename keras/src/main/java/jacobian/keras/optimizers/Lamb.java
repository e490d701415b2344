package jacobian.keras.optimizers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.ArrayList;

/// [Adam] whose step for each weight is as long as the weight itself, times the learning rate: for very large
/// batches (You and others 2020).
///
/// With u = m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon) a weight becomes w - rate |w| / |u| u;
/// where one of the norms is 0, w - rate u.
///
/// Defaults: learning rate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7.
public final class Lamb extends Moments<Lamb> {
    public Lamb() {
        super(0.001);
    }

    public Lamb(double learningRate) {
        this();
        rate(learningRate);
    }

    public Lamb(LearningRateSchedule learningRate) {
        this();
        rate(learningRate);
    }

    @Override
    protected Tensor update(Tensor w, Tensor g, Step step) {
        var m = step.assign(MOMENTUM, moved(step.slot(MOMENTUM), g, 1 - value(beta1)));
        var v = step.assign(VELOCITY, moved(step.slot(VELOCITY), g.square(), 1 - value(beta2)));
        var root = v.divide(step.correction(value(beta2))).sqrt().add(w.constant(value(epsilon), w.dtype()));
        var change = m.divide(step.correction(value(beta1))).divide(root);
        var weights = step.split(w);
        var changes = step.split(change);
        var trusts = new ArrayList<Tensor>();
        for (int i = 0; i < weights.size(); i++) {
            trusts.add(trust(weights.get(i), changes.get(i))
                    .broadcastTo(weights.get(i).shape()));
        }
        return w.subtract(step.join(trusts).multiply(step.learningRate()).multiply(change));
    }

    /// |w| / |u|, or 1 where one of them is 0.
    private static Tensor trust(Tensor w, Tensor u) {
        var length = w.square().sum().sqrt();
        var step = u.square().sum().sqrt();
        var one = w.constant(1, w.dtype());
        var zero = w.constant(0, w.dtype());
        var both = length.greater(zero).logicalAnd(step.greater(zero));
        return both.select(length.divide(both.select(step, one)), one);
    }
}
