package jacobian.keras.layers;

import jacobian.engine.graph.Window;
import jacobian.engine.tensor.Tensor;

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
    Tensor pool(Tensor x, Window window) {
        return x.maxPool(window);
    }
}
