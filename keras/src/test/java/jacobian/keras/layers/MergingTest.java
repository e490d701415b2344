package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// What merging layers refuse; their values are checked against Keras in MoreLayersGoldenTest.
class MergingTest {
    private static final Tensor X = Tensor.ones(Shape.of(2, 3));

    @Test
    void refuses_numbers_of_inputs_that_make_no_sense() {
        assertThatThrownBy(() -> new Multiply().apply(X))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Multiply() takes two inputs or more, not 1");
        assertThatThrownBy(() -> new Subtract().apply(X, X, X)).hasMessage("Subtract() takes two inputs, not 3");
        assertThatThrownBy(() -> new Dot(1).apply(X)).hasMessage("Dot(axes=[1]) takes two inputs, not 1");
    }

    @Test
    void refuses_shapes_that_do_not_meet() {
        assertThatThrownBy(() -> new Maximum().apply(X, Tensor.ones(Shape.of(2, 4))))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("Maximum() cannot take [(2, 3), (2, 4)]\n  cannot broadcast");
        assertThatThrownBy(() -> new Dot(1).apply(X, Tensor.ones(Shape.of(2, 4))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Dot(axes=[1]) cannot take [(2, 3), (2, 4)]\n"
                        + "  axis 1 of the first is 3, axis 1 of the second is 4: they must match");
    }

    @Test
    void a_dot_product_does_not_sum_over_the_batch() {
        assertThatThrownBy(() -> new Dot(0))
                .hasMessage("axes=[0]: needs one axis, or one for each input, none of them the batch");
        assertThatThrownBy(() -> new Dot(-2).apply(X, X))
                .hasMessage("Dot(axes=[-2]) cannot take [(2, 3), (2, 3)]\n"
                        + "  axis -2 of (2, 3) is none behind the batch");
    }

    @Test
    void one_example_or_many_give_the_same_dot_product() {
        var a = Tensor.of(new double[][] {{1, 2}, {3, 4}});
        var b = Tensor.of(new double[][] {{5, 6}, {7, 8}});
        assertThat(new Dot(1).apply(a, b).floats()).containsExactly(17, 53);
        assertThat(new Dot(1).apply(a.range(0, 0, 1), b.range(0, 0, 1)).floats())
                .containsExactly(17);
    }
}
