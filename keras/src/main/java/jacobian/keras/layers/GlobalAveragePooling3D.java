package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;

/// The mean over a volume, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, depth, height, width, channels)` |
/// | output | `(batch, channels)` |
public final class GlobalAveragePooling3D extends GlobalPoolingLayer<GlobalAveragePooling3D> {
    public GlobalAveragePooling3D() {
        super(3);
    }

    @Override
    Tensor pool(Tensor x, int... axes) {
        return x.mean(axes);
    }
}
