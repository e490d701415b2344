package jacobian.engine.reference;

import jacobian.engine.graph.ArgReduce;
import jacobian.engine.graph.ArgSort;
import jacobian.engine.graph.TopK;
import jacobian.engine.shape.TensorType;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Operations that compare elements along an axis and answer with their indices.
final class Sorting {
    private Sorting() {}

    /// -0.0 equals 0.0, as numbers do; NaN is beyond all others.
    private static int compare(Values x, int i, int j) {
        if (!x.floating()) {
            return Long.compare(x.integer(i), x.integer(j));
        }
        return Double.compare(x.real(i) + 0.0, x.real(j) + 0.0);
    }

    private static boolean isNaN(Values x, int i) {
        return x.floating() && Double.isNaN(x.real(i));
    }

    static Values argReduce(ArgReduce op, Values x, TensorType type) {
        var result = Values.of(type);
        var next = new int[1];
        Line.each(x.shape(), op.axis(), line -> {
            int best = 0;
            for (int i = 1; i < line.length(); i++) {
                best = beats(op.kind(), x, line.at(i), line.at(best)) ? i : best;
            }
            result.set(next[0]++, (long) best);
        });
        return result;
    }

    /// Whether element `i` is preferred to the earlier element `j`; the first NaN is preferred to everything.
    private static boolean beats(ArgReduce.Kind kind, Values x, int i, int j) {
        if (isNaN(x, i) || isNaN(x, j)) {
            return !isNaN(x, j);
        }
        return switch (kind) {
            case MAX -> compare(x, i, j) > 0;
            case MIN -> compare(x, i, j) < 0;
        };
    }

    static Values argSort(ArgSort op, Values x, TensorType type) {
        var result = Values.of(type);
        Line.each(x.shape(), op.axis(), line -> {
            var order = sorted(x, line, op.descending(), true);
            for (int i = 0; i < line.length(); i++) {
                result.set(line.at(i), (long) order[i]);
            }
        });
        return result;
    }

    static Values topK(TopK op, Values x, TensorType type) {
        var result = Values.of(type);
        var next = new int[1];
        Line.each(x.shape(), x.shape().rank() - 1, line -> {
            var order = sorted(x, line, true, false);
            for (int i = 0; i < op.k(); i++) {
                result.set(next[0]++, (long) order[i]);
            }
        });
        return result;
    }

    private static int[] sorted(Values x, Line line, boolean descending, boolean nanLast) {
        Comparator<Integer> byValue = (i, j) -> compare(x, line.at(i), line.at(j));
        var order = descending ? byValue.reversed() : byValue;
        Comparator<Integer> byNaN = Comparator.comparing(i -> isNaN(x, line.at(i)));
        return IntStream.range(0, line.length())
                .boxed()
                .sorted(nanLast ? byNaN.thenComparing(order) : order)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
