package jacobian.engine.cpu.move;

import jacobian.engine.shape.Shape;

/// The lines of an array along one axis: for each position on the other axes, elements a fixed step apart.
record Lines(long outer, int size, long inner) {
    static Lines of(Shape shape, int axis) {
        return new Lines(
                shape.range(0, axis).size(),
                shape.size(axis),
                shape.range(axis + 1, shape.rank()).size());
    }

    long count() {
        return outer * inner;
    }

    /// Linear index of element `i` of line `line`.
    long index(long line, long i) {
        return (line / inner * size + i) * inner + line % inner;
    }
}
