package jacobian.keras.optimizers;

import jacobian.keras.optimizers.schedules.LearningRateSchedule;

/// Gradient descent by moving averages of gradients and of their squares (Kingma and Ba 2015): m += (g - m) (1
/// - beta1), v += (g^2 - v) (1 - beta2), w - rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon).
///
/// Defaults: learning rate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7.
public final class Adam extends AdamFamily<Adam> {
    public Adam() {
        super(0.001);
    }

    public Adam(double learningRate) {
        this();
        rate(learningRate);
    }

    public Adam(LearningRateSchedule learningRate) {
        this();
        rate(learningRate);
    }
}
