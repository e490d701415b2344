package jacobian.keras.layers;

import jacobian.engine.graph.Window;
import jacobian.engine.tensor.Tensor;
import java.util.OptionalInt;

/// The mean value in each window, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, height, width, channels)` |
/// | output | `(batch, new height, new width, channels)` |
public final class AveragePooling2D extends PoolingLayer<AveragePooling2D> {
    /// A window of `poolSize` along every axis.
    public AveragePooling2D(int poolSize) {
        super(2, OptionalInt.empty(), poolSize);
    }

    /// A window of the given sizes, outermost axis first.
    public AveragePooling2D(int height, int width) {
        super(2, OptionalInt.empty(), height, width);
    }

    @Override
    Tensor pool(Tensor x, Window window) {
        return x.averagePool(window);
    }
}
