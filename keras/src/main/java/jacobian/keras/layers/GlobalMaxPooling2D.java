package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;

/// The largest value of an image, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, height, width, channels)` |
/// | output | `(batch, channels)` |
public final class GlobalMaxPooling2D extends GlobalPoolingLayer<GlobalMaxPooling2D> {
    public GlobalMaxPooling2D() {
        super(2);
    }

    @Override
    Tensor pool(Tensor x, int... axes) {
        return x.max(axes);
    }
}
