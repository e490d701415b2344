package jacobian.keras.layers;

/// Layers, rows and columns of zeros at the faces of a volume.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, depth, height, width, channels)` |
/// | output | `(batch, larger depth, larger height, larger width, channels)` |
public final class ZeroPadding3D extends ZeroPaddingLayer<ZeroPadding3D> {
    /// One number for all faces, three (depth, height, width), or six (before and behind along each axis); 1
    /// where none is given.
    public ZeroPadding3D(int... padding) {
        super(3, padding);
    }
}
