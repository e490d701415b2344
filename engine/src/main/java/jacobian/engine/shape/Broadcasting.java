package jacobian.engine.shape;

import java.util.ArrayList;
import java.util.List;

/// NumPy's broadcasting: shapes are aligned at the last axis, and an axis of size 1 (or a missing one) is
/// repeated.
public final class Broadcasting {
    private Broadcasting() {}

    /// The shape in which `a` and `b` meet.
    public static Shape shape(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        var dims = new ArrayList<Dim>(rank);
        // From the last axis, where shapes are aligned: the first that does not fit is the one to name.
        for (int fromEnd = -1; fromEnd >= -rank; fromEnd--) {
            dims.add(meet(a, b, fromEnd));
        }
        return Shape.of(dims.reversed());
    }

    private static Dim meet(Shape a, Shape b, int fromEnd) {
        if (-fromEnd > a.rank()) {
            return b.dim(fromEnd);
        }
        if (-fromEnd > b.rank()) {
            return a.dim(fromEnd);
        }
        var x = a.dim(fromEnd);
        var y = b.dim(fromEnd);
        if (repeats(x, y)) {
            return y;
        }
        if (repeats(y, x)) {
            return x;
        }
        if (!x.agrees(y)) {
            throw new ShapeException("cannot broadcast " + a + " with " + b + ": axis " + fromEnd + " is " + x
                    + " against " + y + " (sizes must match or be 1)");
        }
        return x.meet(y);
    }

    /// Whether an axis of size `from` is repeated to become `to`. A symbol of size 1 meets a symbol of size 1 as
    /// itself.
    private static boolean repeats(Dim from, Dim to) {
        return from.isOne() && (from.isFixed() ? !to.isFixed() || to.size() != 1 : to.size() != 1 && to.isKnown());
    }

    /// The axes of `to` along which `from` is repeated, the new leading ones included; throws where it does not
    /// fit.
    public static List<Integer> axes(Shape from, Shape to) {
        var axes = new ArrayList<Integer>();
        int lead = to.rank() - from.rank();
        for (int i = 0; i < to.rank(); i++) {
            if (i < lead || repeats(from.dim(i - lead), to.dim(i))) {
                axes.add(i);
            } else if (!from.dim(i - lead).agrees(to.dim(i))) {
                throw refused(from, to, i);
            }
        }
        if (lead < 0) {
            throw refused(from, to, -1);
        }
        return List.copyOf(axes);
    }

    /// `to` with the symbols of `from` on the axes that are not among the `repeated`: they are its own.
    public static Shape kept(Shape from, Shape to, List<Integer> repeated) {
        var shape = to;
        int lead = to.rank() - from.rank();
        for (int i = lead; i < to.rank(); i++) {
            if (!repeated.contains(i)) {
                shape = shape.with(i, from.dim(i - lead).meet(to.dim(i)));
            }
        }
        return shape;
    }

    private static ShapeException refused(Shape from, Shape to, int axis) {
        return new ShapeException("cannot broadcast " + from + " to " + to
                + (axis < 0
                        ? ": it has more axes"
                        : ": axis " + axis + " of the result is " + to.dim(axis) + " (sizes must match or be 1)"));
    }
}
