package jacobian.keras.losses;

import jacobian.engine.shape.DType;
import jacobian.keras.config.Setting;

/// A loss whose options are set one after the other: `new MeanSquaredError().reduction(SUM).name("distance")`.
///
/// @param <L> the loss itself
public abstract class FluentLoss<L extends FluentLoss<L>> extends Loss {
    @SuppressWarnings("unchecked")
    private L self() {
        return (L) this;
    }

    /// Sets an option and returns this loss.
    protected final <T> L set(Setting<T> setting, T value) {
        put(setting, value);
        return self();
    }

    /// The name in logs, where this loss serves as a metric.
    public L name(String name) {
        putName(name);
        return self();
    }

    public L reduction(Reduction reduction) {
        putReduction(reduction);
        return self();
    }

    /// In what floating type the loss is computed; in that of the prediction unless set.
    public L dtype(DType dtype) {
        putDType(dtype);
        return self();
    }

    /// A loss of the same options.
    @SuppressWarnings("unchecked")
    public L copy() {
        return (L) duplicate();
    }
}
