package jacobian.keras.regularizers;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import java.util.Locale;

/// factor times the mean magnitude of the products of two different rows (or columns) of a matrix, each of
/// length 1: drives them to stand at right angles.
public record OrthogonalRegularizer(double factor, Mode mode) implements Regularizer {
    /// What is driven apart.
    public enum Mode {
        ROWS,
        COLUMNS;

        /// The name in Keras.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public OrthogonalRegularizer {
        Checks.notNegative("factor", factor);
    }

    /// Rows with Keras' factor 0.01.
    public OrthogonalRegularizer() {
        this(0.01);
    }

    /// Rows.
    public OrthogonalRegularizer(double factor) {
        this(factor, Mode.ROWS);
    }

    @Override
    public Tensor apply(Tensor x) {
        if (x.rank() != 2 || !x.shape().isKnown()) {
            throw new ShapeException(this + " cannot take " + x.shape() + ": needs a matrix");
        }
        var rows = mode == Mode.ROWS ? x : x.transpose(1, 0);
        int size = rows.shape().size(0);
        var lengths = rows.square().sumKeep(1);
        var unit = rows.multiply(lengths.maximum(constant(x, 1e-14)).rsqrt());
        var index = Tensor.arange(size);
        var differ = index.reshape(size, 1).notEqual(index.reshape(1, size)).cast(x.dtype());
        var others = unit.matmul(unit.transpose(1, 0)).multiply(differ);
        double pairs = size * (size - 1.0) / 2;
        return others.abs().sum().multiply(constant(x, factor * 0.5 / pairs));
    }

    private static Tensor constant(Tensor x, double value) {
        return x.constant(value, x.dtype());
    }
}
