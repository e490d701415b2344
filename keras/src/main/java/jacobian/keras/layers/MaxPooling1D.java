package jacobian.keras.layers;

import jacobian.engine.graph.Window;
import jacobian.engine.tensor.Tensor;
import java.util.OptionalInt;

/// The largest value in each window, for each channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, channels)` |
/// | output | `(batch, new steps, channels)` |
public final class MaxPooling1D extends PoolingLayer<MaxPooling1D> {
    /// A window of 2 along every axis.
    public MaxPooling1D() {
        super(1, OptionalInt.of(2));
    }

    /// A window of `poolSize` along every axis.
    public MaxPooling1D(int poolSize) {
        super(1, OptionalInt.of(2), poolSize);
    }

    @Override
    Tensor pool(Tensor x, Window window) {
        return x.maxPool(window);
    }
}
