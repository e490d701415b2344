package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;

/// The mean over an image, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, height, width, channels)` |
/// | output | `(batch, channels)` |
public final class GlobalAveragePooling2D extends GlobalPoolingLayer<GlobalAveragePooling2D> {
    public GlobalAveragePooling2D() {
        super(2);
    }

    @Override
    Tensor pool(Tensor x, int... axes) {
        return x.mean(axes);
    }
}
