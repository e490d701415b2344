package jacobian.keras.metrics;

import jacobian.engine.shape.DType;
import jacobian.keras.config.Setting;

/// A metric whose options are set one after the other: `new BinaryAccuracy().threshold(0.7).name("sure")`.
///
/// @param <M> the metric itself
public abstract class FluentMetric<M extends FluentMetric<M>> extends Metric {
    @SuppressWarnings("unchecked")
    private M self() {
        return (M) this;
    }

    /// Sets an option and returns this metric.
    protected final <T> M set(Setting<T> setting, T value) {
        put(setting, value);
        return self();
    }

    /// In what type is gathered; float32 unless set, and int32 for [Overlap], in which weights lose their
    /// fractions.
    public M dtype(DType dtype) {
        putDType(dtype);
        return self();
    }

    /// The name in logs.
    public M name(String name) {
        putName(name);
        return self();
    }
}
