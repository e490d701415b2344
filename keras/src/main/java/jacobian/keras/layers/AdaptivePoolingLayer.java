package jacobian.keras.layers;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Setting;
import java.util.List;

/// What poolings to a given size have in common.
///
/// Along an axis of `n` cells, window `i` of `size` reaches from `floor(i n / size)` to `ceil((i + 1) n / size)`.
abstract class AdaptivePoolingLayer<L extends AdaptivePoolingLayer<L>> extends FluentLayer<L> {
    private final int rank;
    private final Setting<List<Integer>> outputSize = required("output_size", List.class);
    private final Setting<DataFormat> dataFormat = setting("data_format", Config.imageDataFormat());

    AdaptivePoolingLayer(int rank, int... outputSize) {
        this.rank = rank;
        set(this.outputSize, Sizes.of("output_size", rank, outputSize));
    }

    /// Sets whether channels are the last axis or the one behind the batch; the last one unless set.
    public L dataFormat(DataFormat dataFormat) {
        return set(this.dataFormat, dataFormat);
    }

    /// One number for each of as many parts of `x`, whose channels are last.
    abstract Tensor pool(Tensor x, int[] outputSize);

    @Override
    protected final Tensor call(Tensor input, Call call) {
        var channels = new Channels(value(dataFormat), rank);
        channels.require(this, input.shape());
        var x = channels.last(input.floating());
        if (!x.shape().range(1, rank + 1).isKnown()) {
            throw new ShapeException(this + " cannot take " + input.shape() + "\n  needs  " + channels.needs("channels")
                    + " with known spatial sizes");
        }
        var sizes = value(outputSize).stream().mapToInt(Integer::intValue).toArray();
        return channels.back(pool(x, sizes));
    }
}
