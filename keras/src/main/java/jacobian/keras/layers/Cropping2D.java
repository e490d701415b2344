package jacobian.keras.layers;

/// Rows and columns cut off at the edges of an image.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, height, width, channels)` |
/// | output | `(batch, smaller height, smaller width, channels)` |
public final class Cropping2D extends CroppingLayer<Cropping2D> {
    /// One number for all edges, two (height, width), or four (top, bottom, left, right); 0 where none is given.
    public Cropping2D(int... cropping) {
        super(2, 0, cropping);
    }
}
