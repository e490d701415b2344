package jacobian.keras.optimizers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.List;

/// Follows the regularized leader (McMahan and others 2013): with p = -learningRatePower and s = 2 l2Shrinkage,
///
/// a' = a + g^2, z' = z + g + s w - (a'^p - a^p) / rate * w,
/// w' = (clip(z', -l1, l1) - z') / (a'^p / rate + 2 l2 + beta / rate).
///
/// Weights whose z' stays within l1 are exactly 0: models for many rare features stay small.
///
/// Defaults: learning rate 0.001, its power -0.5, sums begin at 0.1, no regularization, beta 0.
public final class Ftrl extends FluentOptimizer<Ftrl> {
    private static final String ACCUMULATOR = "accumulator";
    private static final String LINEAR = "linear";

    private final Setting<Double> learningRatePower = setting("learning_rate_power", -0.5);
    private final Setting<Double> initialAccumulatorValue = setting("initial_accumulator_value", 0.1);
    private final Setting<Double> l1 = setting("l1_regularization_strength", 0.0);
    private final Setting<Double> l2 = setting("l2_regularization_strength", 0.0);
    private final Setting<Double> l2Shrinkage = setting("l2_shrinkage_regularization_strength", 0.0);
    private final Setting<Double> beta = setting("beta", 0.0);

    public Ftrl() {
        super(0.001);
    }

    public Ftrl(double learningRate) {
        this();
        rate(learningRate);
    }

    public Ftrl(LearningRateSchedule learningRate) {
        this();
        rate(learningRate);
    }

    /// How fast the learning rate falls, 0 or less; 0 keeps it.
    public Ftrl learningRatePower(double power) {
        if (!(power <= 0)) {
            throw new IllegalArgumentException("learning_rate_power=" + power + ": needs a number of 0 or less");
        }
        return set(learningRatePower, power);
    }

    /// What the sums of squares begin at.
    public Ftrl initialAccumulatorValue(double value) {
        return set(initialAccumulatorValue, Checks.notNegative("initial_accumulator_value", value));
    }

    /// A penalty on magnitudes: makes small weights exactly 0.
    public Ftrl l1RegularizationStrength(double strength) {
        return set(l1, Checks.notNegative(l1.key(), strength));
    }

    /// A penalty on squares.
    public Ftrl l2RegularizationStrength(double strength) {
        return set(l2, Checks.notNegative(l2.key(), strength));
    }

    /// A penalty on squares that changes the gradient alone.
    public Ftrl l2ShrinkageRegularizationStrength(double strength) {
        return set(l2Shrinkage, Checks.notNegative(l2Shrinkage.key(), strength));
    }

    /// The beta of the paper.
    public Ftrl beta(double beta) {
        return set(this.beta, beta);
    }

    @Override
    protected List<List<String>> slots() {
        return List.of(List.of(ACCUMULATOR, LINEAR));
    }

    @Override
    protected Tensor initial(String slot, Tensor w) {
        return Tensor.full(slot.equals(ACCUMULATOR) ? value(initialAccumulatorValue) : 0, w.dtype(), w.shape());
    }

    @Override
    protected Tensor update(Tensor w, Tensor g, Step step) {
        var rate = step.learningRate();
        var before = step.slot(ACCUMULATOR);
        var after = step.assign(ACCUMULATOR, before.add(g.square()));
        var scale = powered(after);
        var pull = scale.subtract(powered(before)).divide(rate).multiply(w);
        var shrunk = g.add(w.multiply(constant(w, 2 * value(l2Shrinkage))));
        var z = step.assign(LINEAR, step.slot(LINEAR).add(shrunk.subtract(pull)));
        var clipped = z.maximum(constant(w, -value(l1))).minimum(constant(w, value(l1)));
        var penalty = constant(w, 2 * value(l2)).add(constant(w, value(beta)).divide(rate));
        return clipped.subtract(z).divide(scale.divide(rate).add(penalty));
    }

    private Tensor powered(Tensor sum) {
        double power = -value(learningRatePower);
        return power == 0.5 ? sum.sqrt() : sum.power(constant(sum, power));
    }

    private static Tensor constant(Tensor x, double value) {
        return x.constant(value, x.dtype());
    }
}
