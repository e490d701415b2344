package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.simd.LoopMemory.FLOATS;
import static jacobian.engine.cpu.simd.LoopMemory.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The elementwise operations of emitted loops on one vector, each named as its operation: what `FloatTiles`,
/// `IntTiles` and the
/// comparisons of `cpu.loop` do to an array, with the same bits.
final class LoopArithmetic {
    /// At and beyond this every float32 is an integer.
    private static final float ALL_WHOLE = 8388608f;

    private LoopArithmetic() {}

    static FloatVector negate(FloatVector x) {
        return x.neg();
    }

    static FloatVector abs(FloatVector x) {
        return x.abs();
    }

    static FloatVector sign(FloatVector x) {
        var one = x.blend(1f, x.compare(VectorOperators.GT, 0f));
        return one.blend(-1f, x.compare(VectorOperators.LT, 0f));
    }

    static FloatVector sqrt(FloatVector x) {
        return x.sqrt();
    }

    static FloatVector rsqrt(FloatVector x) {
        return FloatVector.broadcast(FLOATS, 1f).div(x.sqrt());
    }

    /// The larger of x and 0, never -0, as `Math.max` has it.
    static FloatVector relu(FloatVector x) {
        return x.blend(0f, x.compare(VectorOperators.LE, 0f));
    }

    /// The magnitude of `x` with the sign of `sign`.
    static FloatVector withSign(FloatVector x, FloatVector sign) {
        var bits = x.reinterpretAsInts().and(Integer.MAX_VALUE);
        return bits.or(sign.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats();
    }

    static FloatVector round(FloatVector x) {
        var size = x.abs();
        var whole = withSign(size.add(ALL_WHOLE).sub(ALL_WHOLE), x);
        return x.blend(whole, size.compare(VectorOperators.LT, ALL_WHOLE));
    }

    static FloatVector floor(FloatVector x) {
        var whole = round(x);
        return whole.blend(whole.sub(1f), whole.compare(VectorOperators.GT, x));
    }

    static FloatVector ceil(FloatVector x) {
        var whole = round(x);
        return withSign(whole.blend(whole.add(1f), whole.compare(VectorOperators.LT, x)), x);
    }

    static VectorMask<Float> isNan(FloatVector x) {
        return x.compare(VectorOperators.NE, x);
    }

    static VectorMask<Float> isFinite(FloatVector x) {
        return x.abs().compare(VectorOperators.LE, Float.MAX_VALUE);
    }

    static FloatVector add(FloatVector a, FloatVector b) {
        return a.add(b);
    }

    static FloatVector subtract(FloatVector a, FloatVector b) {
        return a.sub(b);
    }

    static FloatVector multiply(FloatVector a, FloatVector b) {
        return a.mul(b);
    }

    static FloatVector divide(FloatVector a, FloatVector b) {
        return a.div(b);
    }

    static FloatVector maximum(FloatVector a, FloatVector b) {
        return a.max(b);
    }

    static FloatVector minimum(FloatVector a, FloatVector b) {
        return a.min(b);
    }

    static IntVector negate(IntVector x) {
        return x.neg();
    }

    static IntVector abs(IntVector x) {
        return x.abs();
    }

    static IntVector relu(IntVector x) {
        return x.max(0);
    }

    static IntVector add(IntVector a, IntVector b) {
        return a.add(b);
    }

    static IntVector subtract(IntVector a, IntVector b) {
        return a.sub(b);
    }

    static IntVector multiply(IntVector a, IntVector b) {
        return a.mul(b);
    }

    static IntVector maximum(IntVector a, IntVector b) {
        return a.max(b);
    }

    static IntVector minimum(IntVector a, IntVector b) {
        return a.min(b);
    }

    static IntVector and(IntVector a, IntVector b) {
        return a.and(b);
    }

    static IntVector or(IntVector a, IntVector b) {
        return a.or(b);
    }

    static IntVector xor(IntVector a, IntVector b) {
        return a.lanewise(VectorOperators.XOR, b);
    }

    static IntVector shiftLeft(IntVector a, IntVector b) {
        return a.lanewise(VectorOperators.LSHL, b);
    }

    static IntVector shiftRight(IntVector a, IntVector b) {
        return a.lanewise(VectorOperators.LSHR, b);
    }

    static VectorMask<Float> not(VectorMask<Float> x) {
        return x.not();
    }

    static VectorMask<Float> and(VectorMask<Float> a, VectorMask<Float> b) {
        return a.and(b);
    }

    static VectorMask<Float> or(VectorMask<Float> a, VectorMask<Float> b) {
        return a.or(b);
    }

    static VectorMask<Float> xor(VectorMask<Float> a, VectorMask<Float> b) {
        return a.xor(b);
    }

    static VectorMask<Float> equal(FloatVector a, FloatVector b) {
        return a.compare(VectorOperators.EQ, b);
    }

    static VectorMask<Float> equal(IntVector a, IntVector b) {
        return a.compare(VectorOperators.EQ, b).cast(FLOATS);
    }

    static VectorMask<Float> notEqual(FloatVector a, FloatVector b) {
        return a.compare(VectorOperators.NE, b);
    }

    static VectorMask<Float> notEqual(IntVector a, IntVector b) {
        return a.compare(VectorOperators.NE, b).cast(FLOATS);
    }

    static VectorMask<Float> less(FloatVector a, FloatVector b) {
        return a.compare(VectorOperators.LT, b);
    }

    static VectorMask<Float> less(IntVector a, IntVector b) {
        return a.compare(VectorOperators.LT, b).cast(FLOATS);
    }

    static VectorMask<Float> lessEqual(FloatVector a, FloatVector b) {
        return a.compare(VectorOperators.LE, b);
    }

    static VectorMask<Float> lessEqual(IntVector a, IntVector b) {
        return a.compare(VectorOperators.LE, b).cast(FLOATS);
    }

    static VectorMask<Float> greater(FloatVector a, FloatVector b) {
        return a.compare(VectorOperators.GT, b);
    }

    static VectorMask<Float> greater(IntVector a, IntVector b) {
        return a.compare(VectorOperators.GT, b).cast(FLOATS);
    }

    static VectorMask<Float> greaterEqual(FloatVector a, FloatVector b) {
        return a.compare(VectorOperators.GE, b);
    }

    static VectorMask<Float> greaterEqual(IntVector a, IntVector b) {
        return a.compare(VectorOperators.GE, b).cast(FLOATS);
    }

    static VectorMask<Float> equal(VectorMask<Float> a, VectorMask<Float> b) {
        return a.xor(b).not();
    }

    static VectorMask<Float> notEqual(VectorMask<Float> a, VectorMask<Float> b) {
        return a.xor(b);
    }

    static FloatVector select(VectorMask<Float> condition, FloatVector a, FloatVector b) {
        return b.blend(a, condition);
    }

    static IntVector select(VectorMask<Float> condition, IntVector a, IntVector b) {
        return b.blend(a, condition.cast(INTS));
    }

    static VectorMask<Float> select(VectorMask<Float> condition, VectorMask<Float> a, VectorMask<Float> b) {
        return condition.and(a).or(condition.not().and(b));
    }

    static FloatVector toFloat(IntVector x) {
        return (FloatVector) x.convertShape(VectorOperators.I2F, FLOATS, 0);
    }

    static FloatVector toFloat(VectorMask<Float> x) {
        return FloatVector.zero(FLOATS).blend(1f, x);
    }

    static IntVector toInt(FloatVector x) {
        return (IntVector) x.convertShape(VectorOperators.F2I, INTS, 0);
    }

    static IntVector toInt(VectorMask<Float> x) {
        return IntVector.zero(INTS).blend(1, x.cast(INTS));
    }

    static VectorMask<Float> toBool(FloatVector x) {
        return x.compare(VectorOperators.NE, 0f);
    }

    static VectorMask<Float> toBool(IntVector x) {
        return x.compare(VectorOperators.NE, 0).cast(FLOATS);
    }

    static FloatVector bitsToFloat(IntVector x) {
        return x.reinterpretAsFloats();
    }

    static IntVector floatToBits(FloatVector x) {
        return x.reinterpretAsInts();
    }

    /// One of the rounds of [jacobian.engine.cpu.loop.Threefry], for the second word; `a` already holds the sum.
    static IntVector mix(IntVector b, int rotation, IntVector a) {
        return b.lanewise(VectorOperators.ROL, rotation).lanewise(VectorOperators.XOR, a);
    }
}
