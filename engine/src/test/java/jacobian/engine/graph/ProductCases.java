package jacobian.engine.graph;

import static jacobian.engine.graph.OpCase.shape;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/// Cases of matrix products, convolutions and pooling.
final class ProductCases {
    private ProductCases() {}

    static List<OpCase> of(DType dtype, Dim n) {
        var cases = new ArrayList<OpCase>();
        if (dtype != DType.BOOL && dtype != DType.UINT8) {
            matmuls(cases, dtype, n);
        }
        if (dtype.isFloating()) {
            convolutions(cases, dtype, n);
            pools(cases, dtype, n);
        }
        return cases;
    }

    private static void matmuls(List<OpCase> cases, DType dtype, Dim n) {
        for (boolean a : new boolean[] {false, true}) {
            for (boolean b : new boolean[] {false, true}) {
                cases.add(matmul(dtype, a, b, n, 3, 2));
                cases.add(matmul(dtype, a, b, 5, n, 17));
                cases.add(matmul(dtype, a, b, 17, n, 5));
                cases.add(matmul(dtype, a, b, 2, n, 3));
                cases.add(matmul(dtype, a, b, 3, 2, n));
                cases.add(OpCase.of(
                        new Matmul(a, b),
                        Nature.SMOOTH,
                        3,
                        Argument.of(dtype, batched(small(n), a, 2, 3)),
                        Argument.of(dtype, batched(small(n), b, 3, 1))));
            }
        }
        cases.add(OpCase.of(
                new Matmul(false, false),
                Nature.SMOOTH,
                2,
                Argument.of(dtype, shape(2, 1, 3, 2)),
                Argument.of(dtype, shape(2, 1, 2, n))));
    }

    private static OpCase matmul(DType dtype, boolean a, boolean b, Object m, Object k, Object n) {
        int terms = k instanceof Dim dim ? Math.max(1, dim.size()) : (int) k;
        return OpCase.of(
                new Matmul(a, b),
                Nature.SMOOTH,
                terms,
                Argument.of(dtype, a ? shape(k, m) : shape(m, k)),
                Argument.of(dtype, b ? shape(n, k) : shape(k, n)));
    }

    private static Shape batched(Dim batch, boolean transposed, int rows, int columns) {
        return transposed ? shape(batch, columns, rows) : shape(batch, rows, columns);
    }

    /// A convolution of `x` with filters: sizes of the spatial axes and window, channels and filters a group.
    private record Geometry(List<Integer> spatial, Window window, int groups, int channels, int filters) {
        Shape input(Dim batch) {
            return shape(batch).concat(Shape.of(ints(spatial))).concat(Shape.of(groups * channels));
        }

        Shape kernel() {
            return Shape.of(ints(window.size())).concat(Shape.of(channels, groups * filters));
        }

        Shape output(Dim batch) {
            return window.slide(input(batch), Dim.fixed(groups * filters));
        }

        int taps() {
            return window.size().stream().reduce(1, (a, b) -> a * b);
        }
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    private static final List<Geometry> CONVOLUTIONS = List.of(
            new Geometry(List.of(5), new Window(List.of(3), List.of(1), List.of(1), Padding.SAME), 1, 2, 3),
            new Geometry(List.of(6), new Window(List.of(2), List.of(1), List.of(2), Padding.CAUSAL), 1, 1, 2),
            new Geometry(
                    List.of(5, 4), new Window(List.of(3, 2), List.of(2, 1), List.of(1, 1), Padding.VALID), 1, 2, 2),
            new Geometry(List.of(4, 5), new Window(List.of(3, 3), List.of(2, 2), List.of(1, 1), Padding.SAME), 1, 1, 3),
            new Geometry(
                    List.of(4, 4),
                    new Window(List.of(2, 2), List.of(1, 1), List.of(2, 2), Padding.of(List.of(1, 0), List.of(0, 2))),
                    1,
                    2,
                    1),
            new Geometry(List.of(4, 4), new Window(List.of(3, 3), List.of(1, 1), List.of(1, 1), Padding.SAME), 3, 1, 2),
            new Geometry(
                    List.of(3, 4), new Window(List.of(1, 1), List.of(1, 1), List.of(1, 1), Padding.VALID), 2, 2, 2),
            new Geometry(
                    List.of(3, 3, 2),
                    new Window(List.of(2, 2, 2), List.of(1, 2, 1), List.of(1, 1, 1), Padding.SAME),
                    1,
                    1,
                    2));

    private static void convolutions(List<OpCase> cases, DType dtype, Dim n) {
        CONVOLUTIONS.forEach(geometry -> convolution(cases, dtype, geometry, small(n)));
    }

    /// Channels and filters around the width of a vector.
    static List<OpCase> wide(DType dtype, int n) {
        var cases = new ArrayList<OpCase>();
        if (dtype.isFloating() && n > 0) {
            POOLS.forEach(window -> pool(cases, dtype, window, shape(1, 4, 3, n)));
        }
        if (dtype.isFloating() && n > 1 && n < 64) {
            var window = new Window(List.of(3, 3), List.of(1, 1), List.of(1, 1), Padding.SAME);
            convolution(cases, dtype, new Geometry(List.of(3, 3), window, 1, n, 2), Dim.fixed(1));
            convolution(cases, dtype, new Geometry(List.of(3, 3), window, 1, 2, n), Dim.fixed(1));
            convolution(cases, dtype, new Geometry(List.of(3, 3), window, n, 1, 1), Dim.fixed(2));
        }
        return cases;
    }

    /// Large numbers tell nothing more about a batch of images.
    private static Dim small(Dim n) {
        return n.isFixed() ? Dim.fixed(Math.min(n.size(), 7)) : n;
    }

    private static void convolution(List<OpCase> cases, DType dtype, Geometry g, Dim batch) {
        var x = Argument.of(dtype, g.input(batch));
        var kernel = Argument.of(dtype, g.kernel());
        var up = Argument.of(dtype, g.output(batch));
        int taps = g.taps();
        cases.add(OpCase.of(new Convolution(g.window, g.groups), Nature.SMOOTH, taps * g.channels, x, kernel));
        var byInput = new ConvolutionInputGradient(g.window, g.groups, g.input(batch));
        cases.add(OpCase.of(byInput, Nature.SMOOTH, taps * g.filters, up, kernel));
        var byKernel = new ConvolutionKernelGradient(g.window, g.groups, g.kernel());
        int positions = Math.max(1, batch.size()) * g.spatial.stream().reduce(1, (a, b) -> a * b);
        cases.add(OpCase.of(byKernel, Nature.SMOOTH, positions, x, up));
    }

    private static final List<Window> POOLS = List.of(
            new Window(List.of(2, 2), List.of(2, 2), List.of(1, 1), Padding.VALID),
            new Window(List.of(3, 2), List.of(1, 2), List.of(1, 1), Padding.SAME),
            new Window(List.of(2, 2), List.of(1, 1), List.of(2, 1), Padding.of(List.of(1, 0), List.of(0, 1))));

    private static void pools(List<OpCase> cases, DType dtype, Dim n) {
        for (var window : POOLS) {
            pool(cases, dtype, window, shape(small(n), 4, 5, 2));
        }
        pool(cases, dtype, new Window(List.of(3), List.of(2), List.of(1), Padding.CAUSAL), shape(small(n), 5, 2));
    }

    private static void pool(List<OpCase> cases, DType dtype, Window window, Shape shape) {
        var distinct = Argument.spaced(dtype, shape, 0, 0.25);
        var up = Argument.of(dtype, window.slide(shape, shape.dim(-1)));
        for (var kind : Pool.Kind.values()) {
            var nature = kind == Pool.Kind.MAX ? Nature.KINKED : Nature.SMOOTH;
            int terms = window.size().stream().reduce(1, (a, b) -> a * b);
            cases.add(OpCase.of(new Pool(kind, window), nature, terms, distinct));
            cases.add(OpCase.of(new PoolGradient(kind, window), nature, terms, distinct, up));
        }
        cases.add(OpCase.of(new PoolIndex(window), Nature.INDEX, distinct));
    }
}
