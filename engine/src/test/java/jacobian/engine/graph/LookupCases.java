package jacobian.engine.graph;

import static jacobian.engine.graph.OpCase.shape;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import java.util.ArrayList;
import java.util.List;

/// Cases of gathering, scattering, sorting and reducing.
final class LookupCases {
    private LookupCases() {}

    static List<OpCase> of(DType dtype, Dim n) {
        var cases = new ArrayList<OpCase>();
        gathers(cases, dtype, n);
        if (dtype != DType.BOOL) {
            scatters(cases, dtype, n);
            cumulatives(cases, dtype, n);
        }
        orders(cases, dtype, n);
        reductions(cases, dtype, n);
        return cases;
    }

    private static void gathers(List<OpCase> cases, DType dtype, Dim n) {
        cases.add(OpCase.of(
                new Gather(0), Nature.SMOOTH, Argument.of(dtype, shape(5, 3)), Argument.indices(shape(n), 5)));
        cases.add(OpCase.of(
                new Gather(0), Nature.SMOOTH, Argument.of(dtype, shape(4, n)), Argument.indices(shape(6), 4)));
        cases.add(OpCase.of(
                new Gather(1), Nature.SMOOTH, Argument.of(dtype, shape(2, 4, 3)), Argument.indices(shape(2, n), 4)));
        cases.add(OpCase.of(
                new GatherAlong(1), Nature.SMOOTH, Argument.of(dtype, shape(n, 4)), Argument.indices(shape(n, 2), 4)));
        cases.add(OpCase.of(
                new GatherAlong(0), Nature.SMOOTH, Argument.of(dtype, shape(3, n)), Argument.indices(shape(2, n), 3)));
    }

    private static void scatters(List<OpCase> cases, DType dtype, Dim n) {
        cases.add(OpCase.of(
                new ScatterAdd(0, Dim.fixed(5)),
                Nature.SMOOTH,
                Math.max(1, n.size()),
                Argument.indices(shape(n), 5),
                Argument.of(dtype, shape(n, 3))));
        cases.add(OpCase.of(
                new ScatterAdd(1, Dim.fixed(3)),
                Nature.SMOOTH,
                4,
                Argument.indices(shape(2, 2), 3),
                Argument.of(dtype, shape(2, 2, 2, n))));
        cases.add(OpCase.of(
                new ScatterAlong(1, Dim.fixed(4)),
                Nature.SMOOTH,
                3,
                Argument.indices(shape(n, 3), 4),
                Argument.of(dtype, shape(n, 3))));
        cases.add(OpCase.of(
                new ScatterAlong(0, Dim.fixed(2)),
                Nature.SMOOTH,
                3,
                Argument.indices(shape(3, n), 2),
                Argument.of(dtype, shape(3, n))));
    }

    private static void cumulatives(List<OpCase> cases, DType dtype, Dim n) {
        for (var kind : Cumulative.Kind.values()) {
            for (boolean reverse : new boolean[] {false, true}) {
                for (boolean exclusive : new boolean[] {false, true}) {
                    var along = Argument.of(dtype, shape(n, 4), 0.5, 1.2);
                    cases.add(OpCase.of(new Cumulative(kind, 1, reverse, exclusive), Nature.SMOOTH, 4, along));
                }
            }
            var zeros = Argument.repeated(dtype, shape(n, 5), 2, 0, 3, 1, 2, 3, 0, 0, 1);
            cases.add(OpCase.of(new Cumulative(kind, 1, false, false), Nature.SMOOTH, 5, zeros));
            var x = dtype.isFloating() ? Argument.of(dtype, shape(n, 2), -1.02, 1.02) : Argument.of(dtype, shape(n, 2));
            cases.add(OpCase.of(new Cumulative(kind, 0, false, false), Nature.SMOOTH, Math.max(1, n.size()), x));
        }
    }

    private static void orders(List<OpCase> cases, DType dtype, Dim n) {
        var few = Argument.of(dtype, shape(n, 5));
        var ties = dtype.isFloating()
                ? Argument.repeated(dtype, shape(5, n), 1, 2, 1, -3, 2, 0.5, -0.0, 0.0)
                : Argument.of(dtype, shape(5, n));
        for (boolean descending : new boolean[] {false, true}) {
            cases.add(OpCase.of(new ArgSort(1, descending), Nature.INDEX, few));
            cases.add(OpCase.of(new ArgSort(1, descending), Nature.INDEX, ties));
            cases.add(OpCase.of(new ArgSort(0, descending), Nature.INDEX, ties));
        }
        cases.add(OpCase.of(new TopK(3), Nature.INDEX, few));
        cases.add(OpCase.of(new TopK(2), Nature.INDEX, Argument.of(dtype, shape(n, 2))));
        for (var kind : ArgReduce.Kind.values()) {
            cases.add(OpCase.of(new ArgReduce(kind, 1), Nature.INDEX, few));
            cases.add(OpCase.of(new ArgReduce(kind, 0), Nature.INDEX, ties));
        }
    }

    private static void reductions(List<OpCase> cases, DType dtype, Dim n) {
        for (var kind : Reduce.Kind.values()) {
            boolean chooses = kind == Reduce.Kind.MAX || kind == Reduce.Kind.MIN;
            if (dtype == DType.BOOL && !chooses) {
                continue;
            }
            var nature = chooses ? Nature.KINKED : Nature.SMOOTH;
            int size = Math.max(1, n.size());
            cases.add(OpCase.of(new Reduce(kind, List.of(1)), nature, size, argument(kind, dtype, 2, n)));
            cases.add(OpCase.of(new Reduce(kind, List.of(0)), nature, size, argument(kind, dtype, n, 3)));
            cases.add(OpCase.of(new Reduce(kind, List.of(1)), nature, 3, argument(kind, dtype, n, 3)));
            cases.add(OpCase.of(new Reduce(kind, List.of(0, 1)), nature, 2 * size, argument(kind, dtype, n, 2)));
            cases.add(OpCase.of(new Reduce(kind, List.of(0, 2)), nature, 2 * size, argument(kind, dtype, n, 1, 2)));
            cases.add(OpCase.of(new Reduce(kind, List.of(1)), nature, 4, argument(kind, dtype, 2, 4, n)));
            if (!chooses) {
                var zeros = Argument.repeated(dtype, shape(n, 4), 2, 0, 1, 1, 0, 1, 0, 2, 1);
                cases.add(OpCase.of(new Reduce(kind, List.of(1)), nature, 4, zeros));
            }
            cases.add(OpCase.of(new Reduce(kind, List.of()), nature, argument(kind, dtype, n)));
        }
    }

    private static Argument argument(Reduce.Kind kind, DType dtype, Object... sizes) {
        var shape = shape(sizes);
        if (!dtype.isFloating()) {
            return Argument.of(dtype, shape);
        }
        return switch (kind) {
            case SUM -> Argument.of(dtype, shape);
            // Near 1, so that the product of thousands is still a number.
            case PRODUCT -> Argument.of(dtype, shape, 0.97, 1.03);
            case MAX, MIN -> Argument.spaced(dtype, shape, 0.05, 0.25);
        };
    }
}
