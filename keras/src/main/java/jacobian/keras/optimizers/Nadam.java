package jacobian.keras.optimizers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.Map;

/// [Adam] with Nesterov's look ahead (Dozat 2016): the part of the average gradient in a step grows with
/// u_t = beta1 (1 - 0.96^t / 2), and the products of all u so far correct it.
///
/// m and v are those of Adam; w - rate (u_{t+1} m / (1 - u_1 ... u_{t+1}) + (1 - u_t) g / (1 - u_1 ... u_t)) /
/// (sqrt(v / (1 - beta2^t)) + epsilon).
///
/// Defaults: learning rate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7.
public final class Nadam extends Moments<Nadam> {
    private static final String PRODUCT = "u_product";
    private static final double WARMING = 0.96;

    public Nadam() {
        super(0.001);
    }

    public Nadam(double learningRate) {
        this();
        rate(learningRate);
    }

    public Nadam(LearningRateSchedule learningRate) {
        this();
        rate(learningRate);
    }

    @Override
    Map<String, Double> scalars() {
        return Map.of(PRODUCT, 1.0);
    }

    @Override
    protected Tensor update(Tensor w, Tensor g, Step step) {
        var now = share(w, step.number().cast(w.dtype()));
        var next = share(w, step.number().add(1).cast(w.dtype()));
        var product = step.assign(PRODUCT, step.slot(PRODUCT).multiply(now));
        var m = step.assign(MOMENTUM, moved(step.slot(MOMENTUM), g, rest(w, value(beta1))));
        var v = step.assign(VELOCITY, moved(step.slot(VELOCITY), g.square(), rest(w, value(beta2))));
        var one = w.constant(1, w.dtype());
        var ahead = next.multiply(m).divide(one.subtract(product.multiply(next)));
        var here = one.subtract(now).multiply(g).divide(one.subtract(product));
        var root = v.divide(step.correction(value(beta2))).sqrt().add(w.constant(value(epsilon), w.dtype()));
        return w.subtract(ahead.add(here).multiply(step.learningRate()).divide(root));
    }

    /// beta1 (1 - 0.96^t / 2).
    private Tensor share(Tensor w, Tensor t) {
        var fading = w.constant(WARMING, w.dtype()).power(t).multiply(w.constant(0.5, w.dtype()));
        return w.constant(1, w.dtype()).subtract(fading).multiply(w.constant(value(beta1), w.dtype()));
    }
}
