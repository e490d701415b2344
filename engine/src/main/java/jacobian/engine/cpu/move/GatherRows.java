package jacobian.engine.cpu.move;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.Node;
import java.lang.foreign.MemorySegment;

/// Slices along an axis, one for each index: whole rows are copied.
final class GatherRows implements Move {
    private final long outer;
    private final int size;
    private final int indices;
    private final long rowBytes;

    GatherRows(Node node, int axis) {
        var operand = node.input(0).shape();
        this.outer = operand.range(0, axis).size();
        this.size = operand.size(axis);
        this.indices = Math.toIntExact(node.input(1).shape().size());
        this.rowBytes =
                operand.range(axis + 1, operand.rank()).size() * node.dtype().bytes();
    }

    @Override
    public void run(ThreadTeam team, long[] inputs, long[] results, long scratch) {
        for (long o = 0; o < outer; o++) {
            long from = inputs[0] + o * size * rowBytes;
            long to = results[0] + o * indices * rowBytes;
            for (int i = 0; i < indices; i++) {
                int index = Indices.at(inputs[1], i, size);
                MemorySegment.copy(Memory.ALL, from + index * rowBytes, Memory.ALL, to + i * rowBytes, rowBytes);
            }
        }
    }
}
