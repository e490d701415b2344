package jacobian.keras.optimizers.schedules;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Configurable;
import jacobian.keras.config.Setting;

/// A schedule with named options.
///
/// @param <S> the schedule itself
abstract class FluentSchedule<S extends FluentSchedule<S>> extends Configurable implements LearningRateSchedule {
    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    /// Sets an option and returns this schedule.
    final <T> S set(Setting<T> setting, T value) {
        put(setting, value);
        return self();
    }

    /// The name in files.
    public S name(String name) {
        putName(name);
        return self();
    }

    /// In Keras schedules that were given no name are named after their class.
    @Override
    protected String automaticName() {
        return className();
    }

    @Override
    public final Tensor at(Tensor step) {
        return rate(step.cast(DType.FLOAT32));
    }

    /// The rate of a float32 step.
    abstract Tensor rate(Tensor step);

    /// A number of a formula as a tensor: an argument of the program, so that schedules of one class share it.
    static Tensor number(Tensor step, double value) {
        return step.number(value, step.dtype());
    }

    /// 1 - x.
    static Tensor complement(Tensor x) {
        return x.constant(1, x.dtype()).subtract(x);
    }
}
