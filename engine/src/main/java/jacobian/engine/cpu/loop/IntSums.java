package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Reduce;

/// Reductions of `int[]`, which hold int32, uint8 and bool; exact (wrapping), so in any order.
final class IntSums {
    private IntSums() {}

    static int combine(Reduce.Kind kind, int a, int b) {
        return switch (kind) {
            case SUM -> a + b;
            case PRODUCT -> a * b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
        };
    }

    /// `start` combined with `n` elements from `from` on.
    static int take(Reduce.Kind kind, int start, int[] x, int from, int n) {
        int total = start;
        for (int i = from; i < from + n; i++) {
            total = combine(kind, total, x[i]);
        }
        return total;
    }

    /// Each element of `x` from `from` on into the element of `sums`.
    static void add(Reduce.Kind kind, int[] sums, int[] x, int from, int n) {
        for (int i = 0; i < n; i++) {
            sums[i] = combine(kind, sums[i], x[from + i]);
        }
    }
}
