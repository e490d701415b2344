package jacobian.engine.graph;

import jacobian.engine.shape.DType;

/// The bits of floating-point numbers as integers, of the types that are stored as IEEE 754's 32 and 64 bits.
final class FloatingBits {
    private FloatingBits() {}

    private static DType integer(DType type) {
        return type == DType.FLOAT64 ? DType.INT64 : DType.INT32;
    }

    /// The bits of `x`, narrower types as float32.
    static <T extends Operations<T>> T of(T x) {
        var type = x.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
        return x.cast(type).view(integer(type));
    }

    /// The number of `type`, which has the width of `bits`, that these bits are.
    static <T extends Operations<T>> T number(T bits, DType type) {
        return bits.view(bits.dtype() == DType.INT64 ? DType.FLOAT64 : DType.FLOAT32)
                .cast(type);
    }

    /// 2 to the power of the int32 `exponent`, cut back to what a normal number can be.
    static <T extends Operations<T>> T power(T exponent, DType type) {
        var wide = exponent.cast(integer(type));
        var as = wide.dtype();
        boolean is64 = type == DType.FLOAT64;
        int bias = is64 ? 1023 : 127;
        var cut = wide.maximum(wide.constant(1 - bias, as)).minimum(wide.constant(bias, as));
        var shifted = cut.add(wide.constant(bias, as)).leftShift(wide.constant(is64 ? 52 : 23, as));
        return number(shifted, type);
    }

    /// The largest finite number of `type`.
    static double largest(DType type) {
        return switch (type) {
            case FLOAT64 -> Double.MAX_VALUE;
            case FLOAT16 -> 65504;
            case BFLOAT16 -> 0x1.FEp127;
            case FLOAT32, BOOL, UINT8, INT32, INT64 -> Float.MAX_VALUE;
        };
    }
}
