package jacobian.keras.layers;

import jacobian.engine.graph.Window;
import jacobian.engine.tensor.Tensor;
import java.util.OptionalInt;

/// The largest value in each window, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, height, width, channels)` |
/// | output | `(batch, new height, new width, channels)` |
public final class MaxPooling2D extends PoolingLayer<MaxPooling2D> {
    /// A window of 2 along every axis.
    public MaxPooling2D() {
        super(2, OptionalInt.of(2));
    }

    /// A window of `poolSize` along every axis.
    public MaxPooling2D(int poolSize) {
        super(2, OptionalInt.of(2), poolSize);
    }

    /// A window of the given sizes, outermost axis first.
    public MaxPooling2D(int height, int width) {
        super(2, OptionalInt.of(2), height, width);
    }

    @Override
    Tensor pool(Tensor x, Window window) {
        return x.maxPool(window);
    }
}
