package jacobian.keras.layers;

import jacobian.engine.graph.Window;
import jacobian.engine.tensor.Tensor;

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
    Tensor pool(Tensor x, Window window) {
        return x.maxPool(window);
    }
}
