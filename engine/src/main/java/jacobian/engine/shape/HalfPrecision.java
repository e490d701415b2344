package jacobian.engine.shape;

/// The bits of [DType#BFLOAT16] and [DType#FLOAT16] numbers, which Java has no type for.
///
/// Rounding is to nearest, ties to even; what is too large becomes infinite; every NaN becomes the one quiet
/// NaN of the type, so that bits depend on no processor's way with NaN. From there to float32 everything is
/// exact.
public final class HalfPrecision {
    /// The bits of NaN as bfloat16.
    public static final int BFLOAT16_NAN = 0x7FC0;

    /// The bits of NaN as float16.
    public static final int FLOAT16_NAN = 0x7E00;

    private HalfPrecision() {}

    /// The bits of `number` rounded to `dtype`, one of the types of 16 bits.
    public static short bits(DType dtype, float number) {
        if (!dtype.isHalf()) {
            throw new DTypeException(dtype + " is no floating type of 16 bits");
        }
        if (Float.isNaN(number)) {
            return (short) (dtype == DType.BFLOAT16 ? BFLOAT16_NAN : FLOAT16_NAN);
        }
        return dtype == DType.BFLOAT16 ? upperHalf(Float.floatToRawIntBits(number)) : Float.floatToFloat16(number);
    }

    /// The upper 16 bits of a float32, rounded by the lower ones.
    private static short upperHalf(int bits) {
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }

    /// The number whose bits as `dtype`, one of the types of 16 bits, are `bits`.
    public static float number(DType dtype, short bits) {
        if (!dtype.isHalf()) {
            throw new DTypeException(dtype + " is no floating type of 16 bits");
        }
        return dtype == DType.BFLOAT16 ? Float.intBitsToFloat(bits << 16) : Float.float16ToFloat(bits);
    }

    /// `number` rounded to what `dtype`, a floating type, can hold. From double to a type of 16 bits by way of
    /// float32.
    public static double round(DType dtype, double number) {
        return switch (dtype) {
            case FLOAT64 -> number;
            case FLOAT32 -> (float) number;
            case BFLOAT16, FLOAT16 -> number(dtype, bits(dtype, (float) number));
            case BOOL, UINT8, INT32, INT64 -> throw new DTypeException(dtype + " is no floating type");
        };
    }
}
