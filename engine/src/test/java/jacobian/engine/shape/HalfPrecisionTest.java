package jacobian.engine.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HalfPrecisionTest {
    private static final int SIGN = 0x8000;

    @ParameterizedTest
    @EnumSource(names = {"BFLOAT16", "FLOAT16"})
    void every_number_comes_back_as_it_was(DType dtype) {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float number = HalfPrecision.number(dtype, (short) bits);
            int back = HalfPrecision.bits(dtype, number) & 0xFFFF;
            int nan = dtype == DType.BFLOAT16 ? HalfPrecision.BFLOAT16_NAN : HalfPrecision.FLOAT16_NAN;
            assertThat(back).isEqualTo(Float.isNaN(number) ? nan : bits);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BFLOAT16", "FLOAT16"})
    void rounds_to_the_nearer_neighbour_and_ties_to_the_even_one(DType dtype) {
        int infinity = dtype == DType.BFLOAT16 ? 0x7F80 : 0x7C00;
        var random = new SplittableRandom(3);
        for (int low = 0; low < infinity - 1; low++) {
            double a = HalfPrecision.number(dtype, (short) low);
            double b = HalfPrecision.number(dtype, (short) (low + 1));
            float middle = (float) ((a + b) / 2);
            int even = low % 2 == 0 ? low : low + 1;
            int sign = random.nextBoolean() ? SIGN : 0;
            float signed = sign == 0 ? 1 : -1;
            assertThat(bits(dtype, signed * middle)).isEqualTo(even | sign);
            assertThat(bits(dtype, signed * Math.nextDown(middle))).isEqualTo(low | sign);
            assertThat(bits(dtype, signed * Math.nextUp(middle))).isEqualTo((low + 1) | sign);
        }
    }

    private static int bits(DType dtype, float number) {
        return HalfPrecision.bits(dtype, number) & 0xFFFF;
    }

    @Test
    void what_is_too_large_becomes_infinite_and_every_nan_the_same() {
        assertThat(bits(DType.FLOAT16, 65519.996f)).isEqualTo(0x7BFF);
        assertThat(bits(DType.FLOAT16, 65520)).isEqualTo(0x7C00);
        assertThat(bits(DType.FLOAT16, -1e30f)).isEqualTo(0xFC00);
        assertThat(bits(DType.BFLOAT16, Float.MAX_VALUE)).isEqualTo(0x7F80);
        assertThat(bits(DType.FLOAT16, Float.intBitsToFloat(0xFF80_0001))).isEqualTo(HalfPrecision.FLOAT16_NAN);
        assertThat(bits(DType.BFLOAT16, Float.intBitsToFloat(0x7F80_0001))).isEqualTo(HalfPrecision.BFLOAT16_NAN);
    }

    @Test
    void other_types_are_refused() {
        assertThatThrownBy(() -> HalfPrecision.bits(DType.FLOAT32, 1))
                .isInstanceOf(DTypeException.class)
                .hasMessage("float32 is no floating type of 16 bits");
        assertThatThrownBy(() -> DType.of("half"))
                .hasMessage("no dtype is called \"half\": use one of float32, float64, bfloat16, float16, int32, "
                        + "int64, uint8, bool");
    }
}
