package jacobian.keras.layers;

/// Steps cut off at the beginning and at the end of a sequence.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, channels)` |
/// | output | `(batch, fewer steps, channels)` |
public final class Cropping1D extends CroppingLayer<Cropping1D> {
    /// One number for both ends, or one for the beginning and one for the end; 1 where none is given.
    public Cropping1D(int... cropping) {
        super(1, 1, cropping);
    }
}
