package jacobian.engine.reference;

import jacobian.engine.shape.Shape;
import java.util.function.Consumer;

/// The elements along one axis with all other indices fixed: where they lie.
record Line(int start, int stride, int length) {
    /// The linear position of element `i` of the line.
    int at(int i) {
        return start + i * stride;
    }

    /// Visits the lines along `axis` of `shape` in row-major order of the other axes.
    static void each(Shape shape, int axis, Consumer<Line> visitor) {
        int length = shape.size(axis);
        int stride = Index.product(shape, axis + 1, shape.rank());
        int before = Index.product(shape, 0, axis);
        for (int i = 0; i < before; i++) {
            for (int j = 0; j < stride; j++) {
                visitor.accept(new Line(i * length * stride + j, stride, length));
            }
        }
    }
}
