package jacobian.keras.layers;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.stream.IntStream;

/// What poolings over all of one, two and three spatial axes have in common.
abstract class GlobalPoolingLayer<L extends GlobalPoolingLayer<L>> extends FluentLayer<L> {
    private final int rank;
    private final Setting<Boolean> keepdims = setting("keepdims", false);

    GlobalPoolingLayer(int rank) {
        this.rank = rank;
    }

    /// Sets whether the spatial axes stay, with size 1.
    public L keepdims(boolean keepdims) {
        return set(this.keepdims, keepdims);
    }

    @Override
    protected final Tensor call(Tensor x, Call call) {
        if (x.rank() != rank + 2) {
            throw new ShapeException(this + " cannot take " + x.shape() + "\n  needs  (batch, " + rank
                    + (rank == 1 ? " spatial axis" : " spatial axes") + ", channels)");
        }
        var axes = IntStream.rangeClosed(1, rank).toArray();
        var pooled = pool(x, axes);
        for (int axis = 1; axis <= rank && value(keepdims); axis++) {
            pooled = pooled.expandDims(axis);
        }
        return pooled;
    }

    /// One number for each example and channel.
    abstract Tensor pool(Tensor x, int... axes);
}
