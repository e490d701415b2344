package jacobian.keras.layers;

import jacobian.engine.graph.Window;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import jacobian.keras.ops.Padding;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/// What poolings over one, two and three spatial axes have in common.
abstract class PoolingLayer<L extends PoolingLayer<L>> extends FluentLayer<L> {
    private final int rank;
    private final Setting<List<Integer>> poolSize;
    private final Setting<List<Integer>> strides = optional("strides", List.class);
    private final Setting<Padding> padding = setting("padding", Padding.VALID);

    /// `standard` is the size of the window where none is given.
    PoolingLayer(int rank, OptionalInt standard, int... poolSize) {
        this.rank = rank;
        this.poolSize = standard.isPresent()
                ? setting("pool_size", Collections.nCopies(rank, standard.getAsInt()))
                : required("pool_size", List.class);
        if (poolSize.length > 0) {
            set(this.poolSize, Sizes.of("pool_size", rank, poolSize));
        }
    }

    /// Sets how far the window moves: one number, or one for each spatial axis; as far as it is wide unless set.
    public L strides(int... strides) {
        return set(this.strides, Sizes.of("strides", rank, strides));
    }

    /// Sets what lies around the input; nothing (`VALID`) unless set. Padding is never the largest, and not counted
    /// in a mean.
    public L padding(Padding padding) {
        if (padding == Padding.CAUSAL) {
            throw new IllegalArgumentException("padding=causal: pooling takes valid or same");
        }
        return set(this.padding, padding);
    }

    final Window window(Tensor x) {
        if (x.rank() != rank + 2) {
            throw new ShapeException(this + " cannot take " + x.shape() + "\n  needs  (batch, " + rank
                    + (rank == 1 ? " spatial axis" : " spatial axes") + ", channels)");
        }
        var size = value(poolSize);
        return new Window(
                size,
                find(strides).orElse(size),
                Collections.nCopies(rank, 1),
                value(padding).rule());
    }
}
