package jacobian.keras.layers;

import jacobian.engine.graph.Window;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
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
    private final Setting<DataFormat> dataFormat = setting("data_format", Config.imageDataFormat());

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

    /// Sets what lies around the input; nothing (`VALID`) unless set. Padding is never the largest, and not
    /// counted in a mean.
    public L padding(Padding padding) {
        if (padding == Padding.CAUSAL) {
            throw new IllegalArgumentException("padding=causal: pooling takes valid or same");
        }
        return set(this.padding, padding);
    }

    /// Sets whether channels are the last axis or the one behind the batch; the last one unless set.
    public L dataFormat(DataFormat dataFormat) {
        return set(this.dataFormat, dataFormat);
    }

    @Override
    protected final Tensor call(Tensor x, Call call) {
        var channels = new Channels(value(dataFormat), rank);
        channels.require(this, x.shape());
        var window = window();
        channels.requireRoom(this, x.shape(), window);
        return channels.back(pool(channels.last(x.floating()), window));
    }

    /// One number for each place of the window over `x`, whose channels are last.
    abstract Tensor pool(Tensor x, Window window);

    private Window window() {
        var size = value(poolSize);
        return new Window(
                size,
                find(strides).orElse(size),
                Collections.nCopies(rank, 1),
                value(padding).rule());
    }
}
