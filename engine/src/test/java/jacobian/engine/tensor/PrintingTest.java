package jacobian.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import org.junit.jupiter.api.Test;

/// Expected texts are what NumPy 2 prints for the same arrays.
class PrintingTest {
    @Test
    void prints_scalars_vectors_and_matrices_as_numpy_does() {
        assertThat(Tensor.scalar(2.5)).hasToString("2.5");
        assertThat(Tensor.of(1.0, 2.5, -3)).hasToString("[ 1.   2.5 -3. ]");
        assertThat(Tensor.of(1, 20, 300)).hasToString("[  1  20 300]");
        assertThat(Tensor.of(new double[][] {{1, 2}, {3, 4}})).hasToString("[[1. 2.]\n [3. 4.]]");
        assertThat(Tensor.of(1.0, 0).greater(0)).hasToString("[ True False]");
    }

    @Test
    void prints_third_axes_apart() {
        assertThat(Tensor.arange(8).reshape(2, 2, 2)).hasToString("[[[0 1]\n  [2 3]]\n\n [[4 5]\n  [6 7]]]");
    }

    @Test
    void prints_special_and_small_numbers() {
        assertThat(Tensor.of(Double.NaN, Double.POSITIVE_INFINITY, 1)).hasToString("[nan inf  1.]");
        assertThat(Tensor.of(1e-10, 1)).hasToString("[1.e-10 1.e+00]");
        assertThat(Tensor.of(0.1, 0.25)).hasToString("[0.1  0.25]");
    }

    @Test
    void leaves_out_the_middle_of_large_arrays() {
        assertThat(Tensor.arange(2000)).hasToString("[   0    1    2 ... 1997 1998 1999]");
        assertThat(Tensor.full(0, DType.FLOAT32, Shape.of(0, 3))).hasToString("[]");
    }
}
