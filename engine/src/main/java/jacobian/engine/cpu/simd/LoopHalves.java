package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.simd.LoopCode.CONVERSION;
import static jacobian.engine.cpu.simd.LoopCode.INTS;
import static jacobian.engine.cpu.simd.LoopCode.MASK;
import static jacobian.engine.cpu.simd.LoopCode.OPERATORS;
import static jacobian.engine.cpu.simd.LoopCode.ORDER;
import static jacobian.engine.cpu.simd.LoopCode.SEGMENT;
import static jacobian.engine.cpu.simd.LoopCode.SPECIES;
import static jacobian.engine.cpu.simd.LoopCode.VECTOR;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;
import java.lang.constant.ClassDesc;

/// Writes vector code for the floating types of 16 bits: shorts in memory, their bits as ints in registers,
/// from and to floats by integer arithmetic that gives the bits of [HalfPrecision] on every processor.
final class LoopHalves {
    private static final ClassDesc SHORTS = ClassDesc.of("jdk.incubator.vector.ShortVector");

    private static final int FLOAT_INFINITY = 0x7F80_0000;

    /// 2^-14, the smallest normal float16, and 2^16, beyond the largest, as bits of floats.
    private static final int SMALLEST = 0x3880_0000;

    private static final int TOO_LARGE = 0x4780_0000;

    private LoopHalves() {}

    /// Leaves ints of the bits at `address` on the stack, under `mask` if that is not negative.
    static void fetch(LoopCode v, int address, int mask) {
        v.species("SHORTS");
        v.place(address);
        if (mask < 0) {
            v.code.invokestatic(SHORTS, "fromMemorySegment", LoopCode.of(SHORTS, SPECIES, SEGMENT, CD_long, ORDER));
        } else {
            v.cast(mask, "SHORTS");
            v.code.invokestatic(
                    SHORTS, "fromMemorySegment", LoopCode.of(SHORTS, SPECIES, SEGMENT, CD_long, ORDER, MASK));
        }
        convert(v, SHORTS, "ZERO_EXTEND_S2I", "INTS", INTS);
    }

    /// The vector on the stack as one of another element type.
    private static void convert(LoopCode v, ClassDesc from, String conversion, String species, ClassDesc to) {
        v.code.getstatic(OPERATORS, conversion, CONVERSION);
        v.species(species);
        v.code.iconst_0().invokevirtual(from, "convertShape", LoopCode.of(VECTOR, CONVERSION, SPECIES, CD_int));
        v.code.checkcast(to);
    }

    static void store(LoopCode v, int address, int x, int mask) {
        v.code.aload(x);
        convert(v, INTS, "I2S", "SHORTS", SHORTS);
        v.place(address);
        if (mask < 0) {
            v.code.invokevirtual(SHORTS, "intoMemorySegment", LoopCode.of(CD_void, SEGMENT, CD_long, ORDER));
        } else {
            v.cast(mask, "SHORTS");
            v.code.invokevirtual(SHORTS, "intoMemorySegment", LoopCode.of(CD_void, SEGMENT, CD_long, ORDER, MASK));
        }
    }

    /// Leaves the bits at `address` in all lanes on the stack.
    static void repeat(LoopCode v, int address) {
        v.species("INTS");
        v.code.lload(address).invokestatic(LoopTypes.READ, "readHalf", LoopCode.of(CD_int, CD_long));
        v.code.invokestatic(INTS, "broadcast", LoopCode.of(INTS, SPECIES, CD_int));
    }

    /// Stores one lane: address, vector and lane are on the stack.
    static void storeOne(LoopCode v) {
        v.code.invokevirtual(INTS, "lane", LoopCode.of(CD_int, CD_int));
        v.code.invokestatic(LoopTypes.READ, "writeHalf", LoopCode.of(CD_void, CD_long, CD_int));
    }

    /// The floats whose bits as `dtype` are the ints `x`.
    static int widen(LoopCode v, DType dtype, int x) {
        if (dtype == DType.BFLOAT16) {
            return v.floats(v.lanewise("LSHL", x, 16));
        }
        // Exponent and fraction in their places, too small by 2^112: one product mends normal and subnormal numbers.
        int small = v.floats(v.lanewise("LSHL", v.call("and", x, 0x7FFF), 13));
        int size = v.call("mul", small, 0x1p112f);
        int bits = v.bits(size);
        int special = v.compare("GE", size, 0x1p16f);
        bits = v.blendInts(bits, v.call("or", bits, FLOAT_INFINITY), special);
        int sign = v.lanewise("LSHL", v.call("and", x, 0x8000), 16);
        return v.floats(v.call(INTS, "or", bits, sign));
    }

    /// The bits of the floats `x` rounded to `dtype`, as ints.
    static int narrow(LoopCode v, DType dtype, int x) {
        int nan = v.compare("NE", x, x);
        int bits = v.bits(x);
        if (dtype == DType.BFLOAT16) {
            int rounded = v.lanewise("LSHR", v.call(INTS, "add", v.call("add", bits, 0x7FFF), odd(v, bits, 16)), 16);
            return v.blendInts(rounded, v.intOf(HalfPrecision.BFLOAT16_NAN), nan);
        }
        int size = v.call("and", bits, 0x7FFF_FFFF);
        int sign = v.call("and", v.lanewise("LSHR", bits, 16), 0x8000);
        // The exponent's bias less 112, half of the last place added; a carry into the exponent is as it should be.
        int up = v.call(INTS, "add", v.call("add", size, (-112 << 23) + 0xFFF), odd(v, size, 13));
        int normal = v.lanewise("LSHR", up, 13);
        // Adding 1/2 to a number below 2^-14 rounds it to a multiple of 2^-24.
        int subnormal = v.call("add", v.bits(v.call("add", v.floats(size), 0.5f)), -Float.floatToRawIntBits(0.5f));
        int result = v.blendInts(normal, subnormal, v.compareInts("LT", size, v.intOf(SMALLEST)));
        result = v.blendInts(result, v.intOf(0x7C00), v.compareInts("GE", size, v.intOf(TOO_LARGE)));
        return v.blendInts(v.call(INTS, "or", result, sign), v.intOf(HalfPrecision.FLOAT16_NAN), nan);
    }

    /// Bit number `bit` of `x`, which becomes the last one kept: a tie is rounded up where it is set.
    private static int odd(LoopCode v, int x, int bit) {
        return v.call("and", v.lanewise("LSHR", x, bit), 1);
    }
}
