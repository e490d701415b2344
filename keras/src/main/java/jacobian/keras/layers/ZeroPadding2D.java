package jacobian.keras.layers;

/// Rows and columns of zeros at the edges of an image.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, height, width, channels)` |
/// | output | `(batch, larger height, larger width, channels)` |
public final class ZeroPadding2D extends ZeroPaddingLayer<ZeroPadding2D> {
    /// One number for all edges, two (height, width), or four (top, bottom, left, right); 1 where none is given.
    public ZeroPadding2D(int... padding) {
        super(2, padding);
    }
}
