package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.DataFormat;
import jacobian.keras.ops.NN;

/// The largest value in each of a given number of windows, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, depth, height, width, channels)` |
/// | output | `(batch, outputSize..., channels)` |
public final class AdaptiveMaxPooling3D extends AdaptivePoolingLayer<AdaptiveMaxPooling3D> {
    /// The number of windows along every axis, or one number for each.
    public AdaptiveMaxPooling3D(int... outputSize) {
        super(3, outputSize);
    }

    @Override
    Tensor pool(Tensor x, int[] outputSize) {
        return NN.adaptiveMaxPool(x, outputSize, DataFormat.CHANNELS_LAST);
    }
}
