package jacobian.engine.cpu.move;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.DType;
import java.lang.foreign.MemorySegment;

/// For each position the element at its index along an axis; or, scattering, each element added at its index.
final class AlongAxis implements Move {
    private final DType dtype;
    private final boolean scatter;
    private final Lines indexed;
    private final Lines table;
    private final long tableBytes;

    AlongAxis(Node node, int axis, boolean scatter) {
        this.dtype = node.dtype();
        this.scatter = scatter;
        this.indexed = Lines.of(scatter ? node.input(0).shape() : node.shape(), axis);
        var whole = scatter ? node.shape() : node.input(0).shape();
        this.table = Lines.of(whole, axis);
        this.tableBytes = whole.size() * dtype.bytes();
    }

    @Override
    public void run(ThreadTeam team, long[] inputs, long[] results, long scratch) {
        int width = dtype.bytes();
        long indices = inputs[scatter ? 0 : 1];
        if (scatter) {
            Memory.clear(results[0], tableBytes);
        }
        for (long line = 0; line < indexed.count(); line++) {
            for (int i = 0; i < indexed.size(); i++) {
                long at = indexed.index(line, i);
                long slot = table.index(line, Indices.at(indices, at, table.size()));
                if (scatter) {
                    Sum.add(dtype, inputs[1] + at * width, results[0] + slot * width, 1);
                } else {
                    MemorySegment.copy(
                            Memory.ALL, inputs[0] + slot * width, Memory.ALL, results[0] + at * width, width);
                }
            }
        }
    }
}
