package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.SizeRule;

/// How the sizes a user asks for become a shape, symbols kept where they stay whole.
final class Reshaping {
    private Reshaping() {}

    /// `from` under `sizes`, of which one may be -1.
    static Shape shape(Shape from, int... sizes) {
        int open = -1;
        long known = 1;
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == -1 && open >= 0) {
                throw new ShapeException("cannot reshape " + from + ": only one size may be -1");
            }
            open = sizes[i] == -1 ? i : open;
            known *= sizes[i] == -1 ? 1 : sizes[i];
        }
        if (open < 0) {
            return Shape.of(sizes);
        }
        var plain = sizes.clone();
        plain[open] = 0;
        return Shape.of(plain).with(open, missing(from, known, sizes));
    }

    private static Dim missing(Shape from, long known, int... sizes) {
        var symbols = from.dims().stream().filter(dim -> !dim.isFixed()).toList();
        long fixed =
                from.dims().stream().filter(Dim::isFixed).mapToLong(Dim::size).reduce(1, (a, b) -> a * b);
        if (symbols.size() == 1 && fixed == known) {
            return symbols.get(0);
        }
        if (!from.isKnown()) {
            return known == 0 ? Dim.unknown() : Dim.derived(new SizeRule.Product(known), from.dims());
        }
        if (known == 0 || from.size() % known != 0) {
            throw new ShapeException("cannot reshape " + from + " to " + java.util.Arrays.toString(sizes) + ": "
                    + from.size() + " elements are no multiple of " + known);
        }
        return Dim.derived(new SizeRule.Product(known), from.dims());
    }

    /// One dimension as large as all of `shape`.
    static Dim product(Shape shape) {
        if (shape.rank() == 1) {
            return shape.dim(0);
        }
        var rest = shape.dims().stream()
                .filter(dim -> !dim.isFixed() || dim.size() != 1)
                .toList();
        return rest.size() == 1 ? rest.get(0) : Dim.derived(new SizeRule.Product(1), shape.dims());
    }
}
