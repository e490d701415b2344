package jacobian.engine.shape;

/// What the value of a quantile is that falls between two elements.
public enum QuantileMethod {
    /// In proportion to how near each is.
    LINEAR,
    /// The lower one.
    LOWER,
    /// The higher one.
    HIGHER,
    /// The mean of both.
    MIDPOINT,
    /// The nearer one, of equally near ones the one with the even number.
    NEAREST
}
