package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.random.Distributions;
import java.util.OptionalLong;

/// A random matrix with orthogonal columns, or rows where there are fewer of them, times `gain`
/// (Saxe et al., "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks", 2014).
///
/// It is the Q of the QR decomposition of normal values, R with a positive diagonal. All axes but the last
/// count as rows.
public record Orthogonal(double gain, OptionalLong seed) implements Initializer {
    public Orthogonal() {
        this(1);
    }

    public Orthogonal(double gain) {
        this(gain, OptionalLong.empty());
    }

    public Orthogonal(double gain, long seed) {
        this(gain, OptionalLong.of(seed));
    }

    @Override
    public Tensor apply(Shape shape, DType dtype) {
        if (shape.rank() < 2) {
            throw new ShapeException("Orthogonal cannot fill " + shape + "\n  needs  two axes or more");
        }
        int columns = shape.size(-1);
        int rows = (int) (shape.size() / Math.max(1, columns));
        boolean wide = rows < columns;
        int vectors = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        var random =
                Distributions.normal(Bits.of(seed, Shape.of(vectors, length))).doubles();
        var basis = new double[vectors][length];
        for (int i = 0; i < vectors; i++) {
            System.arraycopy(random, i * length, basis[i], 0, length);
        }
        orthonormalize(basis);
        var values = new double[rows * columns];
        for (int i = 0; i < vectors; i++) {
            for (int j = 0; j < length; j++) {
                values[wide ? i * columns + j : j * columns + i] = gain * basis[i][j];
            }
        }
        return Tensor.float64(values, shape.sizes()).cast(dtype);
    }

    /// Modified Gram-Schmidt.
    private static void orthonormalize(double[]... basis) {
        for (int i = 0; i < basis.length; i++) {
            double norm = Math.sqrt(dot(basis[i], basis[i]));
            for (int k = 0; k < basis[i].length; k++) {
                basis[i][k] /= norm;
            }
            for (int j = i + 1; j < basis.length; j++) {
                double along = dot(basis[i], basis[j]);
                for (int k = 0; k < basis[j].length; k++) {
                    basis[j][k] -= along * basis[i][k];
                }
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        var sums = new double[4]; // four chains of additions, so that one need not wait for the last
        int k = 0;
        for (; k + 4 <= a.length; k += 4) {
            sums[0] += a[k] * b[k];
            sums[1] += a[k + 1] * b[k + 1];
            sums[2] += a[k + 2] * b[k + 2];
            sums[3] += a[k + 3] * b[k + 3];
        }
        for (; k < a.length; k++) {
            sums[0] += a[k] * b[k];
        }
        return (sums[0] + sums[1]) + (sums[2] + sums[3]);
    }
}
