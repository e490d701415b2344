package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.loop.Threefry;
import java.lang.foreign.ValueLayout;

/// Single numbers that emitted loops read and write, at most a few a row, and arithmetic on the counters of
/// random bits.
final class LoopScalars {
    private LoopScalars() {}

    static float readFloat(long address) {
        return Memory.ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, address);
    }

    static int readInt(long address) {
        return Memory.ALL.get(ValueLayout.JAVA_INT_UNALIGNED, address);
    }

    static long readLong(long address) {
        return Memory.ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, address);
    }

    /// The bits of a floating type of 16.
    static int readHalf(long address) {
        return Memory.ALL.get(ValueLayout.JAVA_SHORT_UNALIGNED, address) & 0xFFFF;
    }

    static boolean readBool(long address) {
        return Memory.ALL.get(ValueLayout.JAVA_BYTE, address) != 0;
    }

    static void write(long address, float number) {
        Memory.ALL.set(ValueLayout.JAVA_FLOAT_UNALIGNED, address, number);
    }

    static void write(long address, int number) {
        Memory.ALL.set(ValueLayout.JAVA_INT_UNALIGNED, address, number);
    }

    static void writeHalf(long address, int bits) {
        Memory.ALL.set(ValueLayout.JAVA_SHORT_UNALIGNED, address, (short) bits);
    }

    static void write(long address, boolean set) {
        Memory.ALL.set(ValueLayout.JAVA_BYTE, address, (byte) (set ? 1 : 0));
    }

    /// Place of a linear index in its group of 32.
    static int place(long index) {
        return (int) (index & 31);
    }

    /// Low half of the number of the first block of the index' group.
    static int blockLow(long counter, long index) {
        return (int) (counter + 16 * (index >> 5));
    }

    static int blockHigh(long counter, long index) {
        return (int) ((counter + 16 * (index >> 5)) >>> 32);
    }

    /// Word `word` of the extended key, and `plus`.
    static int keyWord(long key, int word, int plus) {
        int low = (int) key;
        int high = (int) (key >>> 32);
        return (word == 0 ? low : word == 1 ? high : low ^ high ^ Threefry.PARITY) + plus;
    }
}
