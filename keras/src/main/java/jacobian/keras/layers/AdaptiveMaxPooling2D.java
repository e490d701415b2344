package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.DataFormat;
import jacobian.keras.ops.NN;

/// The largest value in each of a given number of windows, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, height, width, channels)` |
/// | output | `(batch, outputSize[0], outputSize[1], channels)` |
public final class AdaptiveMaxPooling2D extends AdaptivePoolingLayer<AdaptiveMaxPooling2D> {
    /// The number of windows along every axis, or one number for each.
    public AdaptiveMaxPooling2D(int... outputSize) {
        super(2, outputSize);
    }

    @Override
    Tensor pool(Tensor x, int[] outputSize) {
        return NN.adaptiveMaxPool(x, outputSize, DataFormat.CHANNELS_LAST);
    }
}
