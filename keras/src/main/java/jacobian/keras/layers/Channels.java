package jacobian.keras.layers;

import jacobian.engine.graph.Window;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.DataFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Where a layer of `rank` spatial axes finds the channels of its inputs.
///
/// The engine's kernels want channels last. A layer whose channels come first transposes its input and its
/// result; the compiler cancels the transposes between two such layers, so that only those at a model's border
/// remain.
record Channels(DataFormat format, int rank) {
    private static final List<String> SPATIAL = List.of("depth", "height", "width");

    private boolean first() {
        return format == DataFormat.CHANNELS_FIRST;
    }

    /// The axis of the channels.
    int axis() {
        return first() ? 1 : rank + 1;
    }

    /// The spatial axis number `i`.
    int spatial(int i) {
        return first() ? i + 2 : i + 1;
    }

    /// All spatial axes.
    int[] spatial() {
        return IntStream.range(0, rank).map(this::spatial).toArray();
    }

    /// `input` with its channels last.
    Shape last(Shape input) {
        return first() ? input.permute(toLast(input.rank())) : input;
    }

    /// `x` with its channels last.
    Tensor last(Tensor x) {
        return first() ? x.transpose(ints(toLast(x.rank()))) : x;
    }

    /// `x`, whose channels are last, in the layer's format.
    Tensor back(Tensor x) {
        if (!first()) {
            return x;
        }
        var axes = new ArrayList<>(axes(x.rank()));
        axes.add(1, axes.removeLast());
        return x.transpose(ints(axes));
    }

    private static List<Integer> toLast(int rank) {
        var axes = new ArrayList<>(axes(rank));
        axes.add(axes.remove(1));
        return axes;
    }

    private static List<Integer> axes(int rank) {
        return IntStream.range(0, rank).boxed().toList();
    }

    private static int[] ints(List<Integer> axes) {
        return axes.stream().mapToInt(Integer::intValue).toArray();
    }

    /// Whether `input` has `rank` spatial axes, and as many channels as `count`.
    boolean agree(Shape input, Dim count) {
        return input.rank() == rank + 2 && input.dim(axis()).agrees(count);
    }

    /// What the layer takes, `channels` standing for their number: `(batch, height, width, 3)`.
    String needs(String channels) {
        var spatial = rank == 1 ? "steps" : String.join(", ", SPATIAL.subList(3 - rank, 3));
        return first() ? "(batch, " + channels + ", " + spatial + ")" : "(batch, " + spatial + ", " + channels + ")";
    }

    /// Refuses inputs of another rank.
    void require(Layer layer, Shape input) {
        if (input.rank() != rank + 2) {
            throw new ShapeException(layer + " cannot take " + input + "\n  needs  " + needs("channels"));
        }
    }

    /// Refuses inputs into which `window` does not fit at any place.
    void requireRoom(Layer layer, Shape input, Window window) {
        for (int i = 0; i < rank; i++) {
            var size = input.dim(spatial(i));
            if (size.isKnown() && window.out(i, size.size()) < 1) {
                throw new ShapeException(layer + " cannot take " + input + "\n  needs  at least " + window.extent(i)
                        + " cells along axis " + spatial(i) + ", over which its window reaches"
                        + "\n  mend   set padding SAME, or give it larger inputs");
            }
        }
    }

    /// Refuses inputs of another rank, and such whose number of channels is unknown.
    void requireKnown(Layer layer, Shape input) {
        require(layer, input);
        if (!input.dim(axis()).isKnown()) {
            throw new ShapeException(layer + " cannot take " + input + "\n  needs  " + needs("channels")
                    + " with a known number of channels");
        }
    }
}
