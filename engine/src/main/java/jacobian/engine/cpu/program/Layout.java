package jacobian.engine.cpu.program;

import jacobian.engine.graph.Broadcast;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Reshape;
import jacobian.engine.graph.Reverse;
import jacobian.engine.graph.Slice;
import jacobian.engine.graph.Transpose;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import java.util.List;

/// Where the elements of a value lie in a buffer: strides and an offset in elements. Views only change these
/// numbers.
record Layout(long offset, int[] sizes, long[] strides) {
    /// Row-major without gaps.
    static Layout contiguous(Shape shape) {
        var sizes = shape.sizes();
        var strides = new long[sizes.length];
        long stride = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= sizes[i];
        }
        return new Layout(0, sizes, strides);
    }

    /// This layout seen through a view that has met its data.
    Layout through(Node view) {
        return switch (view.op()) {
            case Reshape(var shape) -> reshape(shape);
            case Broadcast(var shape, var axes) -> broadcast(shape, axes);
            case Transpose(var permutation) -> transpose(permutation);
            case Slice(var ranges) -> slice(ranges);
            case Reverse(var axes) -> reverse(axes);
            default -> throw new IllegalStateException(view + " is no view");
        };
    }

    private Layout reshape(Shape shape) {
        var to = contiguous(shape);
        if (isContiguous()) {
            return new Layout(offset, to.sizes, to.strides);
        }
        var result = new long[to.sizes.length];
        int from = 0;
        for (int i = 0; i < to.sizes.length; i++) {
            if (to.sizes[i] == 1) {
                continue;
            }
            while (sizes[from] == 1) {
                from++;
            }
            if (sizes[from] != to.sizes[i]) {
                throw new IllegalStateException("a strided view cannot be reshaped in place to " + shape);
            }
            result[i] = strides[from++];
        }
        return new Layout(offset, to.sizes, result);
    }

    private Layout broadcast(Shape shape, List<Integer> axes) {
        var to = new long[shape.rank()];
        int lead = shape.rank() - sizes.length;
        for (int i = 0; i < to.length; i++) {
            to[i] = axes.contains(i) ? 0 : strides[i - lead];
        }
        return new Layout(offset, shape.sizes(), to);
    }

    private Layout transpose(List<Integer> permutation) {
        var toSizes = new int[sizes.length];
        var toStrides = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            toSizes[i] = sizes[permutation.get(i)];
            toStrides[i] = strides[permutation.get(i)];
        }
        return new Layout(offset, toSizes, toStrides);
    }

    private Layout slice(List<Range> ranges) {
        long start = offset;
        var toSizes = new int[sizes.length];
        var toStrides = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            var range = ranges.get(i);
            toSizes[i] = range.count(sizes[i]);
            toStrides[i] = strides[i] * range.step();
            start += toSizes[i] == 0 ? 0 : range.start(sizes[i]) * strides[i];
        }
        return new Layout(start, toSizes, toStrides);
    }

    private Layout reverse(List<Integer> axes) {
        long start = offset;
        var toStrides = strides.clone();
        for (int axis : axes) {
            start += Math.max(0, sizes[axis] - 1) * strides[axis];
            toStrides[axis] = -strides[axis];
        }
        return new Layout(start, sizes, toStrides);
    }

    /// Whether the elements lie row-major without gaps; axes of size 1 do not count.
    boolean isContiguous() {
        long stride = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            if (sizes[i] == 0) {
                return true;
            }
            if (sizes[i] != 1 && strides[i] != stride) {
                return false;
            }
            stride *= sizes[i];
        }
        return true;
    }
}
