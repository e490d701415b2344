package jacobian.keras.layers;

import jacobian.engine.graph.Window;
import jacobian.engine.tensor.Tensor;
import java.util.OptionalInt;

/// The largest value in each window, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, depth, height, width, channels)` |
/// | output | `(batch, new depth, new height, new width, channels)` |
public final class MaxPooling3D extends PoolingLayer<MaxPooling3D> {
    /// A window of 2 along every axis.
    public MaxPooling3D() {
        super(3, OptionalInt.of(2));
    }

    /// A window of `poolSize` along every axis.
    public MaxPooling3D(int poolSize) {
        super(3, OptionalInt.of(2), poolSize);
    }

    /// A window of the given sizes, outermost axis first.
    public MaxPooling3D(int depth, int height, int width) {
        super(3, OptionalInt.of(2), depth, height, width);
    }

    @Override
    Tensor pool(Tensor x, Window window) {
        return x.maxPool(window);
    }
}
