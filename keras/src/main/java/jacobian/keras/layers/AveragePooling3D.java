package jacobian.keras.layers;

import jacobian.engine.graph.Window;
import jacobian.engine.tensor.Tensor;
import java.util.OptionalInt;

/// The mean value in each window, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, depth, height, width, channels)` |
/// | output | `(batch, new depth, new height, new width, channels)` |
public final class AveragePooling3D extends PoolingLayer<AveragePooling3D> {
    /// A window of `poolSize` along every axis.
    public AveragePooling3D(int poolSize) {
        super(3, OptionalInt.empty(), poolSize);
    }

    /// A window of the given sizes, outermost axis first.
    public AveragePooling3D(int depth, int height, int width) {
        super(3, OptionalInt.empty(), depth, height, width);
    }

    @Override
    Tensor pool(Tensor x, Window window) {
        return x.averagePool(window);
    }
}
