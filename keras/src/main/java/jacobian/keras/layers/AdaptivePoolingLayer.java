package jacobian.keras.layers;

import jacobian.engine.graph.Padding;
import jacobian.engine.graph.Window;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Setting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// What poolings to a given size have in common.
///
/// Along an axis of `n` cells, window `i` of `size` reaches from `floor(i n / size)` to `ceil((i + 1) n /
/// size)`. These are windows of two widths at most: where they differ, both slide over the axis, and the places
/// needed are taken.
abstract class AdaptivePoolingLayer<L extends AdaptivePoolingLayer<L>> extends FluentLayer<L> {
    private final int rank;
    private final Setting<List<Integer>> outputSize = required("output_size", List.class);
    private final Setting<DataFormat> dataFormat = setting("data_format", DataFormat.CHANNELS_LAST);

    AdaptivePoolingLayer(int rank, int... outputSize) {
        this.rank = rank;
        set(this.outputSize, Sizes.of("output_size", rank, outputSize));
    }

    /// Sets whether channels are the last axis or the one behind the batch; the last one unless set.
    public L dataFormat(DataFormat dataFormat) {
        return set(this.dataFormat, dataFormat);
    }

    /// One number for each place of the window over `x`, whose channels are last.
    abstract Tensor pool(Tensor x, Window window);

    @Override
    protected final Tensor call(Tensor input, Call call) {
        var channels = new Channels(value(dataFormat), rank);
        channels.require(this, input.shape());
        var x = channels.last(input.floating());
        if (!x.shape().range(1, rank + 1).isKnown()) {
            throw new ShapeException(this + " cannot take " + input.shape() + "\n  needs  "
                    + channels.needs("channels") + " with known spatial sizes");
        }
        for (int i = 0; i < rank; i++) {
            x = along(x, i, value(outputSize).get(i));
        }
        return channels.back(x);
    }

    private Tensor along(Tensor x, int spatial, int out) {
        int in = x.shape().size(spatial + 1);
        int small = (in + out - 1) / out;
        if (in % out == 0) {
            return pool(x, window(spatial, small, small));
        }
        var narrow = pool(x, window(spatial, small, 1));
        var from = IntStream.range(0, out).map(i -> i * in / out).toArray();
        var wide = IntStream.range(0, out)
                .map(i -> ((i + 1) * in + out - 1) / out - from[i] > small ? in - small + 1 : 0)
                .toArray();
        if (IntStream.of(wide).sum() == 0) {
            return narrow.take(Tensor.of(from).reshape(out), spatial + 1);
        }
        var both = Tensor.concatenate(List.of(narrow, pool(x, window(spatial, small + 1, 1))), spatial + 1);
        var places = IntStream.range(0, out).map(i -> from[i] + wide[i]).toArray();
        return both.take(Tensor.of(places).reshape(out), spatial + 1);
    }

    /// A window of `size` along one spatial axis.
    private Window window(int spatial, int size, int stride) {
        var ones = Collections.nCopies(rank, 1);
        return new Window(replaced(ones, spatial, size), replaced(ones, spatial, stride), ones, Padding.VALID);
    }

    private static List<Integer> replaced(List<Integer> ones, int at, int number) {
        var list = new ArrayList<>(ones);
        list.set(at, number);
        return list;
    }
}
