package jacobian.engine.reference;

import jacobian.engine.shape.Shape;

/// Positions in a shape, as a linear number and as one index an axis.
final class Index {
    @FunctionalInterface
    interface Visitor {
        /// `index` belongs to the walk: read it, do not keep it.
        void at(int linear, int[] index);
    }

    private Index() {}

    /// Visits every position of `shape` in row-major order.
    static void each(Shape shape, Visitor visitor) {
        int size = Math.toIntExact(shape.size());
        var index = new int[shape.rank()];
        for (int i = 0; i < size; i++) {
            visitor.at(i, index);
            advance(index, shape);
        }
    }

    private static void advance(int[] index, Shape shape) {
        for (int axis = index.length - 1; axis >= 0; axis--) {
            if (++index[axis] < shape.size(axis)) {
                return;
            }
            index[axis] = 0;
        }
    }

    /// The row-major position of `index` in `shape`.
    static int linear(int[] index, Shape shape) {
        int linear = 0;
        for (int axis = 0; axis < index.length; axis++) {
            linear = linear * shape.size(axis) + index[axis];
        }
        return linear;
    }

    /// Number of elements in axes `from` to `to` (exclusive).
    static int product(Shape shape, int from, int to) {
        return Math.toIntExact(shape.range(from, to).size());
    }

    /// `index`, or what is wrong with it.
    static int checked(long index, int size, String op) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(op + ": index " + index + " is outside an axis of size " + size
                    + " (indices go from 0 to " + (size - 1) + ")");
        }
        return (int) index;
    }
}
