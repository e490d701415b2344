package jacobian.keras.optimizers;

import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import java.util.List;

/// An optimizer whose options are set one after the other: `new SGD(0.1).momentum(0.9).clipnorm(1)`.
///
/// @param <O> the optimizer itself
public abstract class FluentOptimizer<O extends FluentOptimizer<O>> extends Optimizer {
    /// An optimizer whose learning rate is `learningRate` unless set.
    protected FluentOptimizer(double learningRate) {
        super(learningRate);
    }

    FluentOptimizer(double learningRate, double weightDecay) {
        super(learningRate, weightDecay);
    }

    @SuppressWarnings("unchecked")
    private O self() {
        return (O) this;
    }

    /// Sets an option and returns this optimizer.
    protected final <T> O set(Setting<T> setting, T value) {
        put(setting, value);
        return self();
    }

    public O name(String name) {
        putName(name);
        return self();
    }

    public O learningRate(double learningRate) {
        return set(this.learningRate, (Object) Checks.notNegative("learning_rate", learningRate));
    }

    /// A rate that changes with the steps taken.
    public O learningRate(LearningRateSchedule learningRate) {
        return set(this.learningRate, (Object) learningRate);
    }

    /// Takes `weightDecay` times the learning rate of each weight away before each step (decoupled, Loshchilov
    /// and Hutter 2019).
    public O weightDecay(double weightDecay) {
        return set(this.weightDecay, Checks.notNegative("weight_decay", weightDecay));
    }

    /// Leaves weights whose name contains one of `parts`, such as "bias", out of weight decay.
    public O excludeFromWeightDecay(String... parts) {
        excludeNames(List.of(parts));
        return self();
    }

    /// Leaves these weights out of weight decay.
    public O excludeFromWeightDecay(List<Variable> variables) {
        excludeVariables(variables);
        return self();
    }

    /// Makes the gradient of each variable no longer than this (Euclidean norm).
    public O clipnorm(double clipnorm) {
        return set(this.clipnorm, Checks.positive("clipnorm", clipnorm));
    }

    /// Makes all gradients together no longer than this (Euclidean norm).
    public O globalClipnorm(double globalClipnorm) {
        return set(this.globalClipnorm, Checks.positive("global_clipnorm", globalClipnorm));
    }

    /// Brings each element of a gradient into [-clipvalue, clipvalue].
    public O clipvalue(double clipvalue) {
        return set(this.clipvalue, Checks.positive("clipvalue", clipvalue));
    }

    /// Keeps a moving average of the weights, which takes their place at the end of training.
    public O useEma(boolean useEma) {
        return set(this.useEma, useEma);
    }

    /// How much of the average stays in each step; 0.99 unless set.
    public O emaMomentum(double emaMomentum) {
        return set(this.emaMomentum, Checks.fraction("ema_momentum", emaMomentum));
    }

    /// Puts the average in the place of the weights every so many steps.
    public O emaOverwriteFrequency(int emaOverwriteFrequency) {
        return set(this.emaOverwriteFrequency, Checks.positive("ema_overwrite_frequency", emaOverwriteFrequency));
    }

    /// Gradients are those of the loss times this factor (see [#scaleLoss]), and are divided by it.
    public O lossScaleFactor(double lossScaleFactor) {
        return set(this.lossScaleFactor, Checks.positive("loss_scale_factor", lossScaleFactor));
    }

    /// Changes weights only at every so many calls, by the mean of their gradients.
    public O gradientAccumulationSteps(int gradientAccumulationSteps) {
        if (gradientAccumulationSteps < 2) {
            throw new IllegalArgumentException(
                    "gradient_accumulation_steps=" + gradientAccumulationSteps + ": needs 2 or more");
        }
        return set(this.gradientAccumulationSteps, gradientAccumulationSteps);
    }

    /// An optimizer of the same options that has taken no step.
    @SuppressWarnings("unchecked")
    public O copy() {
        return (O) duplicate();
    }

    /// The learning rate of [#learningRate(double)], for constructors.
    final void rate(double rate) {
        put(this.learningRate, Checks.notNegative("learning_rate", rate));
    }

    /// The schedule of [#learningRate(LearningRateSchedule)], for constructors.
    final void rate(LearningRateSchedule schedule) {
        put(this.learningRate, schedule);
    }
}
