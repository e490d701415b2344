package jacobian.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HalfTensorTest {
    @Test
    void reads_and_prints_the_rounded_numbers() {
        var x = Tensor.of(0.1, 1, -3.14159, 65504, 1e-8);
        assertThat(x.cast(DType.BFLOAT16).floats())
                .containsExactly(0.10009765625f, 1, -3.140625f, 65536, 1.0011718E-8f);
        assertThat(x.cast(DType.FLOAT16).floats()).containsExactly(0.0999755859375f, 1, -3.140625f, 65504, 0);
        assertThat(Tensor.of(0.1, 1, -3.14159).cast(DType.BFLOAT16)).hasToString("[ 0.1   1.   -3.14]");
        assertThat(Tensor.of(0.1, 0.3333333, 2).cast(DType.FLOAT16)).hasToString("[0.1    0.3333 2.    ]");
        assertThat(Tensor.full(2.5, DType.BFLOAT16, Shape.of(2)).multiply(2).floats())
                .containsExactly(5, 5);
    }

    @Test
    void each_operation_rounds_to_nearest_even() {
        var one = Tensor.of(1.0).cast(DType.BFLOAT16);
        // 1 + 2^-8 lies halfway between 1 and 1 + 2^-7; 1 + 3 * 2^-8 halfway above it.
        assertThat(one.add(0x1p-8).floats()).containsExactly(1);
        assertThat(one.add(0x3p-8).floats()).containsExactly(1 + 0x1p-6f);
        assertThat(one.cast(DType.FLOAT16).add(0x1p-11).floats()).containsExactly(1);
    }

    @Test
    void sums_and_products_round_once_at_their_end() {
        var ones = Tensor.ones(Shape.of(1, 1000)).cast(DType.BFLOAT16);
        assertThat(ones.sum().floats()).containsExactly(1000);
        assertThat(ones.matmul(ones.transpose()).floats()).containsExactly(1000);
        assertThat(ones.cumsum(1).floats()[999]).isEqualTo(1000);
    }

    @Test
    void a_mean_does_not_leave_the_range_on_its_way() {
        var large = Tensor.full(60_000, DType.FLOAT16, Shape.of(100));
        assertThat(large.mean().floats()).containsExactly(60_000);
        assertThat(large.mean().dtype()).isEqualTo(DType.FLOAT16);
        assertThat(large.var().floats()).containsExactly(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"BFLOAT16", "FLOAT16"})
    void gradients_have_the_type_of_their_variable_through_casts(DType dtype) {
        var wide = new Variable("wide", Tensor.of(1.0, 2, 3));
        var half = new Variable("half", Tensor.of(1.0, 2, 3).cast(dtype));
        var gradients = Gradients.of(
                () -> wide.tensor()
                        .cast(dtype)
                        .multiply(half.tensor())
                        .square()
                        .sum()
                        .cast(DType.FLOAT32),
                List.of(wide, half));
        var first = gradients.gradients().get(0).orElseThrow();
        var second = gradients.gradients().get(1).orElseThrow();
        assertThat(first.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(second.dtype()).isEqualTo(dtype);
        assertThat(first.floats()).containsExactly(2, 16, 54);
        assertThat(second.floats()).containsExactly(2, 16, 54);
    }

    @ParameterizedTest
    @EnumSource(names = {"BFLOAT16", "FLOAT16"})
    void elements_move_as_they_are(DType dtype) {
        var x = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}).cast(dtype);
        assertThat(x.transpose().floats()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(Tensor.concatenate(List.of(x.range(1, 1, 3), x.range(1, 0, 2)), 0)
                        .floats())
                .containsExactly(2, 3, 5, 6, 1, 2, 4, 5);
        assertThat(x.take(Tensor.of(2, 0), 1).floats()).containsExactly(3, 1, 6, 4);
        assertThat(x.argmax(1).ints()).containsExactly(2, 2);
        assertThat(x.reshape(3, 2).at(0, 1).floats()).containsExactly(3, 4);
    }
}
