package jacobian.keras.layers;

import jacobian.engine.graph.Window;
import jacobian.engine.tensor.Tensor;
import java.util.OptionalInt;

/// The mean value in each window, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, channels)` |
/// | output | `(batch, new steps, channels)` |
public final class AveragePooling1D extends PoolingLayer<AveragePooling1D> {
    /// A window of `poolSize` along every axis.
    public AveragePooling1D(int poolSize) {
        super(1, OptionalInt.empty(), poolSize);
    }

    @Override
    Tensor pool(Tensor x, Window window) {
        return x.averagePool(window);
    }
}
