package jacobian.keras.ops;

import jacobian.engine.graph.ScatterAdd;
import jacobian.engine.graph.Window;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.DataFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The cells under each place of a window, side by side: one gather over the flattened spatial axes, and its
/// adjoint, which adds cells back to where they came from.
final class Blocks {
    private Blocks() {}

    /// Linear indices `(cells of the window, places)` into the spatial axes of `sizes`, over which `window`
    /// slides without padding; row-major both.
    private static Tensor indices(Window window, int[] sizes) {
        var cells = List.of(0);
        var places = List.of(0);
        for (int i = 0; i < sizes.length; i++) {
            cells = along(
                    cells, sizes[i], window.size().get(i), window.dilations().get(i));
            places = along(
                    places,
                    sizes[i],
                    (sizes[i] - window.extent(i)) / window.strides().get(i) + 1,
                    window.strides().get(i));
        }
        var all = new int[cells.size() * places.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = cells.get(i / places.size()) + places.get(i % places.size());
        }
        return Tensor.of(all).reshape(cells.size(), places.size());
    }

    /// Each index of `outer`, then `count` indices along an inner axis of `size`, `step` apart.
    private static List<Integer> along(List<Integer> outer, int size, int count, int step) {
        return outer.stream()
                .flatMap(index -> IntStream.range(0, count).mapToObj(i -> index * size + i * step))
                .toList();
    }

    /// `(batch, *places, cells * channels)` from `(batch, *spatial, channels)`, channels innermost.
    static Tensor patches(Tensor x, Window window) {
        int rank = window.size().size();
        var low = new int[rank + 2];
        var high = new int[rank + 2];
        var dims = new ArrayList<Dim>();
        dims.add(x.shape().dim(0));
        for (int i = 0; i < rank; i++) {
            int size = x.shape().size(i + 1);
            low[i + 1] = window.low(i, size);
            high[i + 1] = window.high(i, size);
            dims.add(Dim.fixed(requirePlaces(window.out(i, size), window, x)));
        }
        var padded = x.pad(low, high);
        var indices = indices(window, spatial(padded, rank));
        var cells = padded.flattenAxes(1, rank).take(indices.transpose(), 1);
        dims.add(Dim.fixed(indices.shape().size(0) * x.shape().size(-1)));
        return cells.reshape(Shape.of(dims));
    }

    private static int requirePlaces(int places, Window window, Tensor x) {
        if (places < 1) {
            throw new ShapeException("patches of " + window.size() + " with dilations " + window.dilations()
                    + " do not fit into " + x.shape() + ": use padding SAME, or larger images");
        }
        return places;
    }

    private static int[] spatial(Tensor x, int rank) {
        return IntStream.rangeClosed(1, rank).map(x.shape()::size).toArray();
    }

    /// Keras' `unfold` of `(batch, channels, height, width)`.
    static Tensor unfold(Tensor input, BlockOptions options) {
        var x = new Spatial("unfold", DataFormat.CHANNELS_LAST, 2)
                .fixed(input.transpose(0, 2, 3, 1))
                .transpose(0, 3, 1, 2);
        var around = options.padding();
        var padding = new int[] {0, 0, around.get(0), around.get(1)};
        var padded = x.pad(padding, padding);
        var sizes = new int[] {padded.shape().size(2), padded.shape().size(3)};
        requireRoom(options.window(), sizes, input.shape());
        var cells = padded.flattenAxes(2, 3).take(indices(options.window(), sizes), 2);
        return cells.flattenAxes(1, 2);
    }

    /// Keras' `fold` of `(batch, channels * cells, places)` to `(batch, channels, *outputSize)`.
    static Tensor fold(Tensor x, List<Integer> outputSize, BlockOptions options) {
        var around = options.padding();
        var sizes = IntStream.range(0, 2)
                .map(i -> outputSize.get(i) + 2 * around.get(i))
                .toArray();
        requireRoom(options.window(), sizes, x.shape());
        var indices = indices(options.window(), sizes);
        int cells = indices.shape().size(0);
        int places = indices.shape().size(1);
        if (x.rank() != 3 || x.shape().size(1) % cells != 0 || x.shape().size(2) != places) {
            throw new ShapeException("fold cannot take " + x.shape() + ": needs (batch, channels * " + cells + ", "
                    + places + ") for a result of " + outputSize);
        }
        int channels = x.shape().size(1) / cells;
        var batch = x.shape().range(0, 1);
        var blocks = x.reshape(batch.concat(Shape.of(channels, cells, places)));
        var sums = blocks.apply(new ScatterAdd(2, Dim.fixed(sizes[0] * sizes[1])), List.of(indices, blocks));
        var image = sums.reshape(batch.concat(Shape.of(channels, sizes[0], sizes[1])));
        return image.range(2, around.get(0), sizes[0] - around.get(0))
                .range(3, around.get(1), sizes[1] - around.get(1));
    }

    private static void requireRoom(Window window, int[] sizes, Shape given) {
        for (int i = 0; i < 2; i++) {
            if (sizes[i] < window.extent(i)) {
                throw new ShapeException("blocks of " + window.size() + " with dilations " + window.dilations()
                        + " do not fit into " + given + ": they reach over " + window.extent(i) + " of " + sizes[i]
                        + " cells");
            }
        }
    }
}
