package jacobian.engine.cpu.move;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.ArgReduce;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.DType;
import java.lang.foreign.ValueLayout;

/// The index of the first largest or smallest element of each line; NaN wins.
final class ArgLine implements Move {
    private final DType dtype;
    private final boolean max;
    private final Lines lines;

    ArgLine(Node node, ArgReduce.Kind kind, int axis) {
        this.dtype = node.input(0).dtype();
        this.max = kind == ArgReduce.Kind.MAX;
        this.lines = Lines.of(node.input(0).shape(), axis);
    }

    @Override
    public void run(ThreadTeam team, long[] inputs, long[] results, long scratch) {
        for (long line = 0; line < lines.count(); line++) {
            int best = 0;
            for (int i = 1; i < lines.size(); i++) {
                if (wins(address(inputs[0], line, i), address(inputs[0], line, best))) {
                    best = i;
                }
            }
            Memory.ALL.set(ValueLayout.JAVA_INT_UNALIGNED, results[0] + 4 * line, best);
        }
    }

    private long address(long base, long line, int i) {
        return base + lines.index(line, i) * dtype.bytes();
    }

    private boolean wins(long candidate, long best) {
        if (dtype.isFloating() && Double.isNaN(Scalars.getDouble(dtype, best))) {
            return false;
        }
        if (dtype.isFloating() && Double.isNaN(Scalars.getDouble(dtype, candidate))) {
            return true;
        }
        int order = Scalars.compare(dtype, candidate, best);
        return max ? order > 0 : order < 0;
    }
}
