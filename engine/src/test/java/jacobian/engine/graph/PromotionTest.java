package jacobian.engine.graph;

import static jacobian.engine.shape.DType.BFLOAT16;
import static jacobian.engine.shape.DType.BOOL;
import static jacobian.engine.shape.DType.FLOAT16;
import static jacobian.engine.shape.DType.FLOAT32;
import static jacobian.engine.shape.DType.FLOAT64;
import static jacobian.engine.shape.DType.INT32;
import static jacobian.engine.shape.DType.INT64;
import static jacobian.engine.shape.DType.UINT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.reference.Run;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionTest {
    /// Rows and columns in the order of Keras' lattice.
    private static final DType[][] TABLE = {
        {BOOL, UINT8, INT32, INT64, BFLOAT16, FLOAT16, FLOAT32, FLOAT64},
        {UINT8, UINT8, INT32, INT64, BFLOAT16, FLOAT16, FLOAT32, FLOAT64},
        {INT32, INT32, INT32, INT64, BFLOAT16, FLOAT16, FLOAT32, FLOAT64},
        {INT64, INT64, INT64, INT64, BFLOAT16, FLOAT16, FLOAT32, FLOAT64},
        {BFLOAT16, BFLOAT16, BFLOAT16, BFLOAT16, BFLOAT16, FLOAT32, FLOAT32, FLOAT64},
        {FLOAT16, FLOAT16, FLOAT16, FLOAT16, FLOAT32, FLOAT16, FLOAT32, FLOAT64},
        {FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT32, FLOAT64},
        {FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64, FLOAT64}
    };

    private static Node input(DType dtype) {
        return Run.input(dtype, 2);
    }

    @Test
    void two_tensors_meet_in_the_larger_type_of_the_lattice() {
        for (var a : DType.values()) {
            for (var b : DType.values()) {
                var expected = TABLE[a.ordinal()][b.ordinal()];
                assertThat(DType.promote(a, b)).as(a + " with " + b).isEqualTo(expected);
                assertThat(input(BOOL).select(input(a), input(b)).dtype()).isEqualTo(expected);
                assertThat(Node.concatenate(List.of(input(a), input(b)), 0).dtype())
                        .isEqualTo(expected);
                if (expected != BOOL) {
                    assertThat(input(a).add(input(b)).dtype()).isEqualTo(expected);
                    assertThat(input(a).maximum(input(b)).dtype()).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void a_true_division_of_integers_is_float32() {
        for (var a : DType.values()) {
            for (var b : DType.values()) {
                var expected = TABLE[a.ordinal()][b.ordinal()];
                assertThat(input(a).divide(input(b)).dtype())
                        .as(a + " / " + b)
                        .isEqualTo(expected.isFloating() ? expected : FLOAT32);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT32, 2, FLOAT32",
        "FLOAT32, 0.1, FLOAT32",
        "FLOAT64, 0.1, FLOAT64",
        "BFLOAT16, 2, BFLOAT16",
        "BFLOAT16, 0.1, BFLOAT16",
        "FLOAT16, 0.1, FLOAT16",
        "INT32, 2, INT32",
        "INT32, 0.5, FLOAT32",
        "INT64, 2, INT64",
        "INT64, 0.5, FLOAT32",
        "UINT8, 2, UINT8",
        "UINT8, 0.5, FLOAT32",
        "BOOL, 1, INT32",
        "BOOL, 0.5, FLOAT32"
    })
    void a_java_number_takes_the_type_of_the_tensor_it_meets(DType tensor, double number, DType expected) {
        assertThat(input(tensor).add(number).dtype()).isEqualTo(expected);
        assertThat(input(tensor).multiply(number).dtype()).isEqualTo(expected);
    }

    @Test
    void functions_of_reals_take_integers_as_float32() {
        assertThat(input(INT64).exp().dtype()).isEqualTo(FLOAT32);
        assertThat(input(BOOL).mean().dtype()).isEqualTo(FLOAT32);
        assertThat(input(FLOAT64).sqrt().dtype()).isEqualTo(FLOAT64);
        assertThat(input(INT32).sum().dtype()).isEqualTo(INT32);
        assertThat(input(UINT8).divide(3).dtype()).isEqualTo(FLOAT32);
        assertThat(input(INT32).greater(0.5).dtype()).isEqualTo(BOOL);
    }

    @Test
    void primitives_take_no_mixed_types() {
        assertThatThrownBy(() -> Node.of(Binary.ADD, input(INT32), input(FLOAT32)))
                .isInstanceOf(DTypeException.class)
                .hasMessage("ADD of int32(2,) and float32(2,): needs two of one type, not bool");
        assertThatThrownBy(() -> Node.of(Unary.EXP, input(INT32)))
                .hasMessage("EXP of int32(2,): needs float32 or float64 (cast it first)");
    }
}
