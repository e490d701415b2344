package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.DataFormat;
import jacobian.keras.ops.NN;

/// The largest value in each of a given number of windows, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, channels)` |
/// | output | `(batch, outputSize, channels)` |
public final class AdaptiveMaxPooling1D extends AdaptivePoolingLayer<AdaptiveMaxPooling1D> {
    /// The number of windows.
    public AdaptiveMaxPooling1D(int... outputSize) {
        super(1, outputSize);
    }

    @Override
    Tensor pool(Tensor x, int[] outputSize) {
        return NN.adaptiveMaxPool(x, outputSize, DataFormat.CHANNELS_LAST);
    }
}
