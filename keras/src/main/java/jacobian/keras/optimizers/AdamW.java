package jacobian.keras.optimizers;

import jacobian.keras.optimizers.schedules.LearningRateSchedule;

/// [Adam] with weight decay: before each step a weight loses `weightDecay` times the learning rate of itself
/// (Loshchilov and Hutter 2019).
///
/// Defaults: as Adam, weight decay 0.004.
public final class AdamW extends AdamFamily<AdamW> {
    public AdamW() {
        super(0.001, 0.004);
    }

    public AdamW(double learningRate) {
        this();
        rate(learningRate);
    }

    public AdamW(LearningRateSchedule learningRate) {
        this();
        rate(learningRate);
    }
}
