package jacobian.keras.losses;

/// What can stand where a metric is asked for: a loss, a metric, or a choice between metrics that waits for
/// shapes.
public interface Measure {
    /// The name in logs.
    String name();
}
