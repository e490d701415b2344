package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.simd.LoopMemory.FLOATS;
import static jacobian.engine.cpu.simd.LoopMemory.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/// Sums of emitted loops: 16 virtual lanes, which meet as a tree of halves, as `FloatSums` of `cpu.loop` defines
/// them.
final class LoopReductions {
    private static final VectorShuffle<Float> HALF = VectorShuffle.iota(FLOATS, LANES / 2, 1, true);
    private static final VectorShuffle<Float> QUARTER = VectorShuffle.iota(FLOATS, LANES / 4, 1, true);
    private static final VectorShuffle<Float> EIGHTH = VectorShuffle.iota(FLOATS, LANES < 8 ? 0 : LANES / 8, 1, true);
    private static final VectorShuffle<Float> SIXTEENTH =
            VectorShuffle.iota(FLOATS, LANES < 16 ? 0 : LANES / 16, 1, true);

    private LoopReductions() {}

    static FloatVector takeSum(FloatVector total, FloatVector x, VectorMask<Float> lanes) {
        return total.lanewise(VectorOperators.ADD, x, lanes);
    }

    static FloatVector takeProduct(FloatVector total, FloatVector x, VectorMask<Float> lanes) {
        return total.lanewise(VectorOperators.MUL, x, lanes);
    }

    static FloatVector takeMax(FloatVector total, FloatVector x, VectorMask<Float> lanes) {
        return total.lanewise(VectorOperators.MAX, x, lanes);
    }

    static FloatVector takeMin(FloatVector total, FloatVector x, VectorMask<Float> lanes) {
        return total.lanewise(VectorOperators.MIN, x, lanes);
    }

    static FloatVector takeSum(FloatVector total, FloatVector x) {
        return total.add(x);
    }

    static FloatVector takeProduct(FloatVector total, FloatVector x) {
        return total.mul(x);
    }

    static FloatVector takeMax(FloatVector total, FloatVector x) {
        return total.max(x);
    }

    static FloatVector takeMin(FloatVector total, FloatVector x) {
        return total.min(x);
    }

    /// The 16 lanes at `address` as one number in every lane.
    static FloatVector meetSum(long address) {
        var x = LoopMemory.loadFloat(address);
        if (LANES == 8) {
            x = x.add(LoopMemory.loadFloat(address + 32));
        } else if (LANES == 4) {
            var second = LoopMemory.loadFloat(address + 16).add(LoopMemory.loadFloat(address + 48));
            x = x.add(LoopMemory.loadFloat(address + 32)).add(second);
        }
        x = x.add(x.rearrange(HALF));
        x = x.add(x.rearrange(QUARTER));
        if (LANES >= 8) {
            x = x.add(x.rearrange(EIGHTH));
        }
        return LANES == 16 ? x.add(x.rearrange(SIXTEENTH)) : x;
    }

    static FloatVector meetProduct(long address) {
        var x = LoopMemory.loadFloat(address);
        if (LANES == 8) {
            x = x.mul(LoopMemory.loadFloat(address + 32));
        } else if (LANES == 4) {
            var second = LoopMemory.loadFloat(address + 16).mul(LoopMemory.loadFloat(address + 48));
            x = x.mul(LoopMemory.loadFloat(address + 32)).mul(second);
        }
        x = x.mul(x.rearrange(HALF));
        x = x.mul(x.rearrange(QUARTER));
        if (LANES >= 8) {
            x = x.mul(x.rearrange(EIGHTH));
        }
        return LANES == 16 ? x.mul(x.rearrange(SIXTEENTH)) : x;
    }

    static FloatVector meetMax(long address) {
        var x = LoopMemory.loadFloat(address);
        for (int i = LANES; i < 16; i += LANES) {
            x = x.max(LoopMemory.loadFloat(address + 4L * i));
        }
        x = x.max(x.rearrange(HALF));
        x = x.max(x.rearrange(QUARTER));
        if (LANES >= 8) {
            x = x.max(x.rearrange(EIGHTH));
        }
        return LANES == 16 ? x.max(x.rearrange(SIXTEENTH)) : x;
    }

    static FloatVector meetMin(long address) {
        var x = LoopMemory.loadFloat(address);
        for (int i = LANES; i < 16; i += LANES) {
            x = x.min(LoopMemory.loadFloat(address + 4L * i));
        }
        x = x.min(x.rearrange(HALF));
        x = x.min(x.rearrange(QUARTER));
        if (LANES >= 8) {
            x = x.min(x.rearrange(EIGHTH));
        }
        return LANES == 16 ? x.min(x.rearrange(SIXTEENTH)) : x;
    }
}
