package jacobian.keras.optimizers;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.List;

/// What optimizers have in common that follow a moving average of the gradients and one of their magnitudes.
///
/// @param <O> the optimizer itself
abstract class Moments<O extends Moments<O>> extends FluentOptimizer<O> {
    static final String MOMENTUM = "momentum";
    static final String VELOCITY = "velocity";

    final Setting<Double> beta1 = setting("beta_1", 0.9);
    final Setting<Double> beta2 = setting("beta_2", 0.999);
    final Setting<Double> epsilon;

    Moments(double learningRate) {
        this(learningRate, 1e-7);
    }

    Moments(double learningRate, double epsilon) {
        super(learningRate);
        this.epsilon = setting("epsilon", epsilon);
    }

    /// One that also decays weights unless told otherwise.
    Moments(double learningRate, double epsilon, double weightDecay) {
        super(learningRate, weightDecay);
        this.epsilon = setting("epsilon", epsilon);
    }

    /// How much of the average gradient stays in each step.
    public O beta1(double beta1) {
        return set(this.beta1, decay("beta_1", beta1));
    }

    /// How much of the average magnitude stays in each step.
    public O beta2(double beta2) {
        return set(this.beta2, decay("beta_2", beta2));
    }

    private static double decay(String key, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(key + "=" + value + ": needs a number from 0 to below 1");
        }
        return value;
    }

    public O epsilon(double epsilon) {
        return set(this.epsilon, Checks.positive("epsilon", epsilon));
    }

    @Override
    protected List<List<String>> slots() {
        return List.of(List.of(MOMENTUM, VELOCITY));
    }

    /// before + (now - before) * share.
    static Tensor moved(Tensor before, Tensor now, double share) {
        return before.add(now.subtract(before).multiply(now.constant(share, now.dtype())));
    }

    /// 1 - beta in the type of `x`: some of Keras' optimizers subtract there, which differs by 1e-5 for 0.999.
    static double rest(Tensor x, double beta) {
        return x.dtype() == DType.FLOAT32 ? 1f - (float) beta : 1 - beta;
    }
}
