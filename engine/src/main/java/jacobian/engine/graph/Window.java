package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.SizeRule;
import java.util.ArrayList;
import java.util.List;

/// A window that slides over the spatial axes of `(batch, *spatial, channels)`: its `size`, `strides` and
/// `dilations`, one number a spatial axis, and the padding.
public record Window(List<Integer> size, List<Integer> strides, List<Integer> dilations, Padding padding) {
    public Window {
        size = List.copyOf(size);
        strides = List.copyOf(strides);
        dilations = List.copyOf(dilations);
        for (var list : List.of(size, strides, dilations)) {
            if (list.size() != size.size() || list.stream().anyMatch(each -> each < 1)) {
                throw new ShapeException("a window of size " + size + ", strides " + strides + ", dilations "
                        + dilations + ": needs one number >= 1 a spatial axis");
            }
        }
    }

    /// Cells from the first to the last that the window touches along spatial axis `axis`.
    public int extent(int axis) {
        return (size.get(axis) - 1) * dilations.get(axis) + 1;
    }

    public int low(int axis, int in) {
        return padding.low(axis, in, extent(axis), strides.get(axis));
    }

    public int high(int axis, int in) {
        return padding.high(axis, in, extent(axis), strides.get(axis));
    }

    /// How many positions the window takes along a spatial axis of size `in`.
    public int out(int axis, int in) {
        int room = in + low(axis, in) + high(axis, in) - extent(axis);
        return room < 0 ? 0 : room / strides.get(axis) + 1;
    }

    private Dim out(int axis, Dim in) {
        boolean keeps = strides.get(axis) == 1
                && (padding.kind() == Padding.Kind.SAME
                        || padding.kind() == Padding.Kind.CAUSAL
                        || extent(axis) == 1 && padding.kind() == Padding.Kind.VALID);
        if (keeps) {
            return in;
        }
        return Dim.derived(new Positions(this, axis), List.of(in));
    }

    private record Positions(Window window, int axis) implements SizeRule {
        @Override
        public int size(int... sizes) {
            return window.out(axis, sizes[0]);
        }
    }

    /// The shape after sliding over `input`, `(batch, *spatial, channels)`, with `channels` in the result.
    public Shape slide(Shape input, Dim channels) {
        if (input.rank() != size.size() + 2) {
            throw new ShapeException("a window of size " + size + " cannot slide over " + input + ": needs (batch, "
                    + size.size() + " spatial axes, channels)");
        }
        var dims = new ArrayList<Dim>();
        dims.add(input.dim(0));
        for (int i = 0; i < size.size(); i++) {
            dims.add(positive(i, input, out(i, input.dim(i + 1))));
        }
        dims.add(channels);
        return Shape.of(dims);
    }

    private Dim positive(int axis, Shape input, Dim out) {
        if (out.size() == 0 && input.size(axis + 1) > 0) {
            throw new ShapeException("a window of size " + size + " and dilations " + dilations + " does not fit into "
                    + input + ": axis " + (axis + 1) + " needs at least " + extent(axis) + ", or padding \"same\"");
        }
        return out;
    }
}
