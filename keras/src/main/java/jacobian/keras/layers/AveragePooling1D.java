package jacobian.keras.layers;

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
    protected Tensor call(Tensor x, Call call) {
        return x.floating().averagePool(window(x));
    }
}
