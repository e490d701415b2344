package jacobian.engine.shape;

/// What is kept of a correlation of two vectors of `m` and `n` numbers.
public enum CorrelationMode {
    /// Where both vectors overlap wholly: `max(m, n) - min(m, n) + 1` numbers.
    VALID,
    /// As long as the longer vector, centred.
    SAME,
    /// Wherever they overlap at all: `m + n - 1` numbers.
    FULL
}
