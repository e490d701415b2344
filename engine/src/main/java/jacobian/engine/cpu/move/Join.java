package jacobian.engine.cpu.move;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.Node;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Concatenation. Pieces that were computed in their place are left alone.
final class Join implements Move {
    private final long[] rowBytes;
    private final long rows;
    private final long resultRowBytes;

    Join(Node node, int axis) {
        int width = node.dtype().bytes();
        this.rows = node.shape().range(0, axis).size();
        this.rowBytes = node.inputs().stream()
                .mapToLong(input -> input.shape().range(axis, input.rank()).size() * width)
                .toArray();
        this.resultRowBytes = Arrays.stream(rowBytes).sum();
    }

    @Override
    public void run(ThreadTeam team, long[] inputs, long[] results, long scratch) {
        long offset = 0;
        for (int i = 0; i < inputs.length; i++) {
            long to = results[0] + offset;
            for (long row = 0; row < rows && inputs[i] != to; row++) {
                MemorySegment.copy(
                        Memory.ALL, inputs[i] + row * rowBytes[i], Memory.ALL, to + row * resultRowBytes, rowBytes[i]);
            }
            offset += rowBytes[i];
        }
    }
}
