package jacobian.keras.layers;

import jacobian.engine.graph.Window;
import jacobian.engine.tensor.Tensor;

/// The mean value in each of a given number of windows, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, depth, height, width, channels)` |
/// | output | `(batch, outputSize..., channels)` |
public final class AdaptiveAveragePooling3D extends AdaptivePoolingLayer<AdaptiveAveragePooling3D> {
    /// The number of windows along every axis, or one number for each.
    public AdaptiveAveragePooling3D(int... outputSize) {
        super(3, outputSize);
    }

    @Override
    Tensor pool(Tensor x, Window window) {
        return x.averagePool(window);
    }
}
