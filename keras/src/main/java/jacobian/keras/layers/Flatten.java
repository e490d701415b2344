package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;

/// All axes but the batch as one.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, ...)` |
/// | output | `(batch, product of the rest)` |
public final class Flatten extends FluentLayer<Flatten> {
    @Override
    protected Tensor call(Tensor x, Call call) {
        return x.rank() == 1 ? x.expandDims(1) : x.flattenAxes(1, -1);
    }
}
