package jacobian.keras.ops;

import jacobian.engine.graph.Padding;
import jacobian.engine.graph.Window;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.DataFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// One number for each place of a window, for each channel.
final class Pools {
    /// Slides a window over the spatial axes of a floating tensor whose channels are last.
    interface Kind extends BiFunction<Tensor, Window, Tensor> {}

    private Pools() {}

    static Tensor pool(String op, Kind kind, Tensor inputs, int[] poolSize, PoolOptions options) {
        var axes = new Spatial(op, options.dataFormat(), inputs.rank() - 2);
        var size = Spatial.numbers("pool_size", axes.rank(), poolSize);
        return axes.back(kind.apply(axes.last(inputs).floating(), options.window(size, size)));
    }

    /// Pools to `outputSize`: along an axis of `n` cells, window `i` of `size` reaches from `floor(i n / size)`
    /// to `ceil((i + 1) n / size)`. These are windows of two widths at most: where they differ, both slide over
    /// the axis, and the places needed are taken.
    static Tensor adaptive(String op, Kind kind, Tensor inputs, int[] outputSize, DataFormat format) {
        var axes = new Spatial(op, format, inputs.rank() - 2);
        var out = Spatial.numbers("output_size", axes.rank(), outputSize);
        var x = axes.fixed(axes.last(inputs)).floating();
        for (int i = 0; i < out.size(); i++) {
            x = along(kind, x, i, out.get(i));
        }
        return axes.back(x);
    }

    private static Tensor along(Kind kind, Tensor x, int spatial, int out) {
        int in = x.shape().size(spatial + 1);
        int rank = x.rank() - 2;
        int small = (in + out - 1) / out;
        if (in % out == 0) {
            return kind.apply(x, window(rank, spatial, small, small));
        }
        var narrow = kind.apply(x, window(rank, spatial, small, 1));
        var from = IntStream.range(0, out).map(i -> i * in / out).toArray();
        var wide = IntStream.range(0, out)
                .map(i -> ((i + 1) * in + out - 1) / out - from[i] > small ? in - small + 1 : 0)
                .toArray();
        if (IntStream.of(wide).sum() == 0) {
            return narrow.take(Tensor.of(from).reshape(out), spatial + 1);
        }
        var both = Tensor.concatenate(List.of(narrow, kind.apply(x, window(rank, spatial, small + 1, 1))), spatial + 1);
        var places = IntStream.range(0, out).map(i -> from[i] + wide[i]).toArray();
        return both.take(Tensor.of(places).reshape(out), spatial + 1);
    }

    /// A window of `size` along one of `rank` spatial axes.
    private static Window window(int rank, int spatial, int size, int stride) {
        var ones = Collections.nCopies(rank, 1);
        return new Window(replaced(ones, spatial, size), replaced(ones, spatial, stride), ones, Padding.VALID);
    }

    private static List<Integer> replaced(List<Integer> ones, int at, int number) {
        var list = new ArrayList<>(ones);
        list.set(at, number);
        return list;
    }
}
