package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;

/// The largest value of all steps, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, channels)` |
/// | output | `(batch, channels)` |
public final class GlobalMaxPooling1D extends GlobalPoolingLayer<GlobalMaxPooling1D> {
    public GlobalMaxPooling1D() {
        super(1);
    }

    @Override
    Tensor pool(Tensor x, int... axes) {
        return x.max(axes);
    }
}
