package jacobian.keras.layers;

/// Layers, rows and columns cut off at the faces of a volume.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, depth, height, width, channels)` |
/// | output | `(batch, smaller depth, smaller height, smaller width, channels)` |
public final class Cropping3D extends CroppingLayer<Cropping3D> {
    /// One number for all faces, three (depth, height, width), or six (before and behind along each axis); 1
    /// where none is given.
    public Cropping3D(int... cropping) {
        super(3, 1, cropping);
    }
}
