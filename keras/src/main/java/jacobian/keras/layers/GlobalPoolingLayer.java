package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Setting;

/// What poolings over all of one, two and three spatial axes have in common.
abstract class GlobalPoolingLayer<L extends GlobalPoolingLayer<L>> extends FluentLayer<L> {
    private final int rank;
    private final Setting<DataFormat> dataFormat = setting("data_format", Config.imageDataFormat());
    private final Setting<Boolean> keepdims = setting("keepdims", false);

    GlobalPoolingLayer(int rank) {
        this.rank = rank;
    }

    /// Sets whether channels are the last axis or the one behind the batch; the last one unless set.
    public L dataFormat(DataFormat dataFormat) {
        return set(this.dataFormat, dataFormat);
    }

    /// Sets whether the spatial axes stay, with size 1.
    public L keepdims(boolean keepdims) {
        return set(this.keepdims, keepdims);
    }

    @Override
    protected final Tensor call(Tensor x, Call call) {
        var channels = new Channels(value(dataFormat), rank);
        channels.require(this, x.shape());
        var pooled = pool(x, channels.spatial());
        for (int i = 0; i < rank && value(keepdims); i++) {
            pooled = pooled.expandDims(channels.spatial(i));
        }
        return pooled;
    }

    /// One number for each example and channel.
    abstract Tensor pool(Tensor x, int... axes);
}
