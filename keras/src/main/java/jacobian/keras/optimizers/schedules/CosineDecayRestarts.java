package jacobian.keras.optimizers.schedules;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;

/// Half cosines one after the other: the first `firstDecaySteps` long, each of the next `tMul` times as long and
/// `mMul` times as high (Loshchilov and Hutter 2017).
@SuppressWarnings("this-escape") // setting an option only notes it
public final class CosineDecayRestarts extends FluentSchedule<CosineDecayRestarts> {
    private final Setting<Double> initialLearningRate = required("initial_learning_rate", Double.class);
    private final Setting<Integer> firstDecaySteps = required("first_decay_steps", Integer.class);
    private final Setting<Double> tMul = setting("t_mul", 2.0);
    private final Setting<Double> mMul = setting("m_mul", 1.0);
    private final Setting<Double> alpha = setting("alpha", 0.0);

    public CosineDecayRestarts(double initialLearningRate, int firstDecaySteps) {
        set(this.initialLearningRate, Checks.notNegative("initial_learning_rate", initialLearningRate));
        set(this.firstDecaySteps, Checks.positive("first_decay_steps", firstDecaySteps));
    }

    /// How much longer each period is than the one before; 2 unless set.
    public CosineDecayRestarts tMul(double tMul) {
        return set(this.tMul, Checks.positive("t_mul", tMul));
    }

    /// How much higher each period starts than the one before; 1 unless set.
    public CosineDecayRestarts mMul(double mMul) {
        return set(this.mMul, Checks.positive("m_mul", mMul));
    }

    /// The last rate of a period as a part of the first; 0 unless set.
    public CosineDecayRestarts alpha(double alpha) {
        return set(this.alpha, Checks.notNegative("alpha", alpha));
    }

    /// How many periods are over, and which part of this one.
    private record Position(Tensor period, Tensor fraction) {}

    /// Keras' name for it.
    @Override
    protected String automaticName() {
        return "SGDRDecay";
    }

    @Override
    Tensor rate(Tensor step) {
        var position = position(step.divide(number(step, value(firstDecaySteps))));
        var height = number(step, value(mMul)).power(position.period());
        var cosine = position.fraction().multiply(number(step, Math.PI)).cos().add(1);
        var wave = height.multiply(number(step, 0.5)).multiply(cosine);
        var least = number(step, value(alpha));
        return number(step, value(initialLearningRate))
                .multiply(complement(least).multiply(wave).add(least));
    }

    private Position position(Tensor x) {
        if (value(tMul) == 1) {
            return new Position(x.floor(), x.subtract(x.floor()));
        }
        var factor = number(x, value(tMul));
        var period = complement(x.multiply(complement(factor)))
                .log()
                .divide(factor.log())
                .floor();
        var length = factor.power(period);
        var start = complement(length).divide(complement(factor));
        return new Position(period, x.subtract(start).divide(length));
    }
}
