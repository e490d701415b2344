package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.simd.LoopMemory.INTS;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.loop.Threefry;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// The parts of [jacobian.engine.graph.RandomBits] that are not plain rounds, on one vector of consecutive linear
/// indices.
///
/// Lane `l` of the vector at `index` has place `index % 32 + l`: its block is `counter + 16 * (index / 32)` plus 16
/// for every 32
/// places plus the place modulo 16, and places 16 to 31 of every 32 take the block's second word.
final class LoopRandom {
    private LoopRandom() {}

    static long readLong(long address) {
        return Memory.ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, address);
    }

    private static IntVector place(long index) {
        return LoopMemory.count((int) (index & 31));
    }

    private static long block(long counter, long index) {
        return counter + 16 * (index >> 5);
    }

    static IntVector offset(long index) {
        var place = place(index);
        return place.lanewise(VectorOperators.LSHR, 5)
                .lanewise(VectorOperators.LSHL, 4)
                .add(place.and(15));
    }

    static IntVector low(long counter, long index, IntVector offset) {
        return offset.add((int) block(counter, index));
    }

    static IntVector high(long counter, long index, IntVector low, IntVector offset) {
        var carry = low.compare(VectorOperators.ULT, offset);
        return IntVector.broadcast(INTS, (int) (block(counter, index) >>> 32)).add(1, carry);
    }

    /// Adds word `word` of the extended key and `plus`.
    static IntVector inject(IntVector x, long key, int word, int plus) {
        int low = (int) key;
        int high = (int) (key >>> 32);
        return x.add((word == 0 ? low : word == 1 ? high : low ^ high ^ Threefry.PARITY) + plus);
    }

    static IntVector pick(long index, IntVector first, IntVector second) {
        return first.blend(second, place(index).and(16).compare(VectorOperators.NE, 0));
    }
}
