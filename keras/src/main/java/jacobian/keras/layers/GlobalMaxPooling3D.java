package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;

/// The largest value of a volume, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, depth, height, width, channels)` |
/// | output | `(batch, channels)` |
public final class GlobalMaxPooling3D extends GlobalPoolingLayer<GlobalMaxPooling3D> {
    public GlobalMaxPooling3D() {
        super(3);
    }

    @Override
    Tensor pool(Tensor x, int... axes) {
        return x.max(axes);
    }
}
