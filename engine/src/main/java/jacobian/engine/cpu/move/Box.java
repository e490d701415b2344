package jacobian.engine.cpu.move;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Copies a box of elements between two arrays of one rank, the rest of the result being zero.
final class Box implements Move {
    private final int width;
    private final int[] sizes;
    private final long[] from;
    private final long[] to;
    private final long fromOffset;
    private final long toOffset;
    private final long clearBytes;

    /// `from` and `to` are strides in bytes.
    private Box(int width, int[] sizes, long[] from, long fromOffset, long[] to, long toOffset, long clearBytes) {
        this.width = width;
        this.sizes = sizes;
        this.from = from;
        this.fromOffset = fromOffset;
        this.to = to;
        this.toOffset = toOffset;
        this.clearBytes = clearBytes;
    }

    /// Byte strides of an array without gaps.
    private static long[] strides(Shape shape, int width) {
        var strides = new long[shape.rank()];
        long stride = width;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape.size(i);
        }
        return strides;
    }

    static Box pad(Node node, List<Integer> low) {
        int width = node.dtype().bytes();
        var to = strides(node.shape(), width);
        long offset = 0;
        for (int i = 0; i < to.length; i++) {
            offset += low.get(i) * to[i];
        }
        var input = node.input(0).shape();
        return new Box(
                width,
                input.sizes(),
                strides(input, width),
                0,
                to,
                offset,
                node.shape().size() * width);
    }

    static Box unslice(Node node, List<Range> ranges) {
        int width = node.dtype().bytes();
        var to = strides(node.shape(), width);
        long offset = 0;
        for (int i = 0; i < to.length; i++) {
            offset += ranges.get(i).start(node.shape().size(i)) * to[i];
            to[i] *= ranges.get(i).step();
        }
        var input = node.input(0).shape();
        return new Box(
                width,
                input.sizes(),
                strides(input, width),
                0,
                to,
                offset,
                node.shape().size() * width);
    }

    static Box part(Node node, int axis, Shape sizes, int index) {
        int width = node.dtype().bytes();
        var from = strides(node.input(0).shape(), width);
        long offset = sizes.range(0, index).dims().stream()
                        .mapToLong(dim -> dim.size())
                        .sum()
                * from[axis];
        return new Box(width, node.shape().sizes(), from, offset, strides(node.shape(), width), 0, 0);
    }

    @Override
    public void run(ThreadTeam team, long[] inputs, long[] results, long scratch) {
        if (clearBytes > 0) {
            Memory.clear(results[0], clearBytes);
        }
        for (int size : sizes) {
            if (size == 0) {
                return;
            }
        }
        copy(0, inputs[0] + fromOffset, results[0] + toOffset);
    }

    private void copy(int axis, long source, long target) {
        if (axis == sizes.length) {
            MemorySegment.copy(Memory.ALL, source, Memory.ALL, target, width);
        } else if (axis == sizes.length - 1 && from[axis] == width && to[axis] == width) {
            MemorySegment.copy(Memory.ALL, source, Memory.ALL, target, (long) sizes[axis] * width);
        } else {
            for (int i = 0; i < sizes[axis]; i++) {
                copy(axis + 1, source + i * from[axis], target + i * to[axis]);
            }
        }
    }
}
