package jacobian.engine.cpu.move;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.DType;
import java.lang.foreign.ValueLayout;

/// The indices of the first `keep` elements of each line in order, equal ones as they come, NaN last; by merging
/// sorted runs in scratch memory.
final class SortLine implements Move {
    private final DType dtype;
    private final boolean descending;
    private final int keep;
    private final Lines lines;
    private final Lines kept;

    SortLine(Node node, int axis, boolean descending, int keep) {
        this.dtype = node.input(0).dtype();
        this.descending = descending;
        this.keep = keep;
        this.lines = Lines.of(node.input(0).shape(), axis);
        this.kept = Lines.of(node.shape(), axis);
    }

    @Override
    public long scratchBytes(int threads) {
        return 8L * lines.size();
    }

    @Override
    public void run(ThreadTeam team, long[] inputs, long[] results, long scratch) {
        for (long line = 0; line < lines.count(); line++) {
            long sorted = sort(inputs[0], line, scratch, scratch + 4L * lines.size());
            for (int i = 0; i < keep; i++) {
                set(results[0], kept.index(line, i), get(sorted, i));
            }
        }
    }

    private static int get(long base, long i) {
        return Memory.ALL.get(ValueLayout.JAVA_INT_UNALIGNED, base + 4 * i);
    }

    private static void set(long base, long i, int value) {
        Memory.ALL.set(ValueLayout.JAVA_INT_UNALIGNED, base + 4 * i, value);
    }

    /// Bottom-up merge sort of the indices of a line; gives the one of the two work arrays that holds the result.
    private long sort(long base, long line, long from, long to) {
        int n = lines.size();
        for (int i = 0; i < n; i++) {
            set(from, i, i);
        }
        long source = from;
        long target = to;
        for (long run = 1; run < n; run *= 2) {
            for (long start = 0; start < n; start += 2 * run) {
                merge(base, line, source, target, start, Math.min(n, start + run), Math.min(n, start + 2 * run));
            }
            long swap = source;
            source = target;
            target = swap;
        }
        return source;
    }

    private void merge(long base, long line, long from, long to, long start, long middle, long end) {
        long left = start;
        long right = middle;
        for (long i = start; i < end; i++) {
            boolean takeLeft =
                    left < middle && (right == end || !before(base, line, get(from, right), get(from, left)));
            set(to, i, get(from, takeLeft ? left++ : right++));
        }
    }

    /// Whether element `a` comes before element `b` for certain.
    private boolean before(long base, long line, int a, int b) {
        long x = base + lines.index(line, a) * dtype.bytes();
        long y = base + lines.index(line, b) * dtype.bytes();
        if (descending && dtype.isFloating()) {
            boolean nan = Double.isNaN(Scalars.getDouble(dtype, x));
            boolean other = Double.isNaN(Scalars.getDouble(dtype, y));
            if (nan || other) {
                return other && !nan;
            }
        }
        int order = Scalars.compare(dtype, x, y);
        return descending ? order > 0 : order < 0;
    }
}
