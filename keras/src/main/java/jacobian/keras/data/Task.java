package jacobian.keras.data;

/// What is to be learned about a row.
public enum Task {
    /// One of several classes.
    CLASSIFICATION,
    /// A number.
    REGRESSION
}
