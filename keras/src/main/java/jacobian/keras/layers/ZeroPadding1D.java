package jacobian.keras.layers;

/// Zeros at the beginning and at the end of a sequence.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, channels)` |
/// | output | `(batch, more steps, channels)` |
public final class ZeroPadding1D extends ZeroPaddingLayer<ZeroPadding1D> {
    /// One number for both ends, or one for the beginning and one for the end; 1 where none is given.
    public ZeroPadding1D(int... padding) {
        super(1, padding);
    }
}
