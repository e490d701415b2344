package jacobian.keras.layers;

import java.util.Locale;

/// How the two directions of a [Bidirectional] become one result.
public enum MergeMode {
    /// One beside the other along the last axis.
    CONCAT,
    /// Added.
    SUM,
    /// Their mean.
    AVE,
    /// Multiplied.
    MUL,
    /// Not at all: two results.
    NONE;

    /// The name in Keras, such as `concat`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
