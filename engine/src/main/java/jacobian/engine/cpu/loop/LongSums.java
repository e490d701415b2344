package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Reduce;

/// Reductions of `long[]`; exact (wrapping), so in any order.
final class LongSums {
    private LongSums() {}

    static long combine(Reduce.Kind kind, long a, long b) {
        return switch (kind) {
            case SUM -> a + b;
            case PRODUCT -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    /// `start` combined with `n` elements from `from` on.
    static long take(Reduce.Kind kind, long start, long[] x, int from, int n) {
        long total = start;
        for (int i = from; i < from + n; i++) {
            total = combine(kind, total, x[i]);
        }
        return total;
    }

    /// Each element of `x` from `from` on into the element of `sums`.
    static void add(Reduce.Kind kind, long[] sums, long[] x, int from, int n) {
        for (int i = 0; i < n; i++) {
            sums[i] = combine(kind, sums[i], x[from + i]);
        }
    }
}
