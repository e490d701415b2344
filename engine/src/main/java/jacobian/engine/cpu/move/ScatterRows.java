package jacobian.engine.cpu.move;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.DType;
import java.lang.foreign.ValueLayout;

/// Adds rows where their indices say. Each thread owns a range of the result's rows and takes the updates in
/// their order, so that bits do not depend on the number of threads.
final class ScatterRows implements Move {
    private static final long WORTH_A_THREAD = 1 << 15;

    private final DType dtype;
    private final long outer;
    private final int size;
    private final int indices;
    private final long row;
    private final ThreadTeam.Work work = this::part;

    // The run in progress.
    private long positions;
    private long updates;
    private long result;
    private int threads;

    ScatterRows(Node node, int axis) {
        this.dtype = node.dtype();
        this.outer = node.shape().range(0, axis).size();
        this.size = node.shape().size(axis);
        this.indices = Math.toIntExact(node.input(0).shape().size());
        this.row = node.shape().range(axis + 1, node.rank()).size();
    }

    @Override
    public void run(ThreadTeam team, long[] inputs, long[] results, long scratch) {
        for (int i = 0; i < indices; i++) {
            Indices.at(inputs[0], i, size);
        }
        positions = inputs[0];
        updates = inputs[1];
        result = results[0];
        threads = team.size();
        if (outer * indices * row < WORTH_A_THREAD) {
            part(0, size);
        } else {
            team.run(work);
        }
    }

    private void part(int t) {
        part((int) ThreadTeam.firstBlock(size, t, threads), (int) ThreadTeam.firstBlock(size, t + 1, threads));
    }

    private void part(int from, int to) {
        long rowBytes = row * dtype.bytes();
        for (long o = 0; o < outer; o++) {
            long base = result + o * size * rowBytes;
            Memory.clear(base + from * rowBytes, (to - from) * rowBytes);
            for (int i = 0; i < indices; i++) {
                int index = Memory.ALL.get(ValueLayout.JAVA_INT_UNALIGNED, positions + 4L * i);
                if (index >= from && index < to) {
                    Sum.add(dtype, updates + (o * indices + i) * rowBytes, base + index * rowBytes, row);
                }
            }
        }
    }
}
