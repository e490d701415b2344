package jacobian.keras.initializers;

import jacobian.engine.shape.Shape;

/// How many inputs each output of a weight has, and how many outputs each input: for `(*receptive field, in, out)`
/// the size of the field times `in` and `out`.
record Fans(double in, double out) {
    static Fans of(Shape shape) {
        int rank = shape.rank();
        if (rank < 2) {
            double size = shape.size();
            return new Fans(size, size);
        }
        double field = shape.range(0, rank - 2).size();
        return new Fans(field * shape.size(-2), field * shape.size(-1));
    }
}
