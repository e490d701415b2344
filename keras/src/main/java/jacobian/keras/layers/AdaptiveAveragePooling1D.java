package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.DataFormat;
import jacobian.keras.ops.NN;

/// The mean value in each of a given number of windows, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, channels)` |
/// | output | `(batch, outputSize, channels)` |
public final class AdaptiveAveragePooling1D extends AdaptivePoolingLayer<AdaptiveAveragePooling1D> {
    /// The number of windows.
    public AdaptiveAveragePooling1D(int... outputSize) {
        super(1, outputSize);
    }

    @Override
    Tensor pool(Tensor x, int[] outputSize) {
        return NN.adaptiveAveragePool(x, outputSize, DataFormat.CHANNELS_LAST);
    }
}
