package jacobian.engine.cpu.loop;

import jacobian.engine.cpu.Memory;
import java.lang.foreign.ValueLayout;

/// Copies elements between memory and the arrays of a tile; addresses are in bytes, strides in elements.
final class TileAccess {
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private TileAccess() {}

    static void load(Tile tile, TileValue value, long address, long stride, int at, int count) {
        switch (value.dtype()) {
            case FLOAT32 -> load(tile.floats[value.slot()], address, stride, at, count);
            case FLOAT64 -> load(tile.doubles[value.slot()], address, stride, at, count);
            case INT64 -> load(tile.longs[value.slot()], address, stride, at, count);
            case INT32 -> load(tile.ints[value.slot()], address, stride, at, count);
            case BFLOAT16, FLOAT16 -> loadShorts(tile.ints[value.slot()], address, stride, at, count);
            case UINT8, BOOL -> loadBytes(tile.ints[value.slot()], address, stride, at, count);
        }
    }

    static void store(Tile tile, TileValue value, long address, long stride, int at, int count) {
        switch (value.dtype()) {
            case FLOAT32 -> store(tile.floats[value.slot()], address, stride, at, count);
            case FLOAT64 -> store(tile.doubles[value.slot()], address, stride, at, count);
            case INT64 -> store(tile.longs[value.slot()], address, stride, at, count);
            case INT32 -> store(tile.ints[value.slot()], address, stride, at, count);
            case BFLOAT16, FLOAT16 -> storeShorts(tile.ints[value.slot()], address, stride, at, count);
            case UINT8, BOOL -> storeBytes(tile.ints[value.slot()], address, stride, at, count);
        }
    }

    /// Repeats the first `period` elements of the value's array until it has `count`.
    static void repeat(Tile tile, TileValue value, int period, int count) {
        Object array = array(tile, value);
        for (int done = period; done < count; ) {
            int next = Math.min(done, count - done);
            System.arraycopy(array, 0, array, done, next);
            done += next;
        }
    }

    static Object array(Tile tile, TileValue value) {
        return switch (value.kind()) {
            case FLOAT -> tile.floats[value.slot()];
            case DOUBLE -> tile.doubles[value.slot()];
            case INT -> tile.ints[value.slot()];
            case LONG -> tile.longs[value.slot()];
        };
    }

    private static void load(float[] y, long address, long stride, int at, int count) {
        if (stride == 1 && count >= 8) {
            java.lang.foreign.MemorySegment.copy(Memory.ALL, FLOAT, address, y, at, count);
        } else if (stride == 0) {
            java.util.Arrays.fill(y, at, at + count, Memory.ALL.get(FLOAT, address));
        } else {
            for (int i = 0; i < count; i++) {
                y[at + i] = Memory.ALL.get(FLOAT, address + i * stride * 4);
            }
        }
    }

    private static void load(double[] y, long address, long stride, int at, int count) {
        if (stride == 1 && count >= 8) {
            java.lang.foreign.MemorySegment.copy(Memory.ALL, DOUBLE, address, y, at, count);
        } else {
            for (int i = 0; i < count; i++) {
                y[at + i] = Memory.ALL.get(DOUBLE, address + i * stride * 8);
            }
        }
    }

    private static void load(long[] y, long address, long stride, int at, int count) {
        if (stride == 1 && count >= 8) {
            java.lang.foreign.MemorySegment.copy(Memory.ALL, LONG, address, y, at, count);
        } else {
            for (int i = 0; i < count; i++) {
                y[at + i] = Memory.ALL.get(LONG, address + i * stride * 8);
            }
        }
    }

    private static void load(int[] y, long address, long stride, int at, int count) {
        if (stride == 1 && count >= 8) {
            java.lang.foreign.MemorySegment.copy(Memory.ALL, INT, address, y, at, count);
        } else {
            for (int i = 0; i < count; i++) {
                y[at + i] = Memory.ALL.get(INT, address + i * stride * 4);
            }
        }
    }

    private static void loadBytes(int[] y, long address, long stride, int at, int count) {
        for (int i = 0; i < count; i++) {
            y[at + i] = Memory.ALL.get(BYTE, address + i * stride) & 0xFF;
        }
    }

    private static void loadShorts(int[] y, long address, long stride, int at, int count) {
        for (int i = 0; i < count; i++) {
            y[at + i] = Memory.ALL.get(SHORT, address + i * stride * 2) & 0xFFFF;
        }
    }

    private static void store(float[] x, long address, long stride, int at, int count) {
        if (stride == 1 && count >= 8) {
            java.lang.foreign.MemorySegment.copy(x, at, Memory.ALL, FLOAT, address, count);
        } else {
            for (int i = 0; i < count; i++) {
                Memory.ALL.set(FLOAT, address + i * stride * 4, x[at + i]);
            }
        }
    }

    private static void store(double[] x, long address, long stride, int at, int count) {
        if (stride == 1 && count >= 8) {
            java.lang.foreign.MemorySegment.copy(x, at, Memory.ALL, DOUBLE, address, count);
        } else {
            for (int i = 0; i < count; i++) {
                Memory.ALL.set(DOUBLE, address + i * stride * 8, x[at + i]);
            }
        }
    }

    private static void store(long[] x, long address, long stride, int at, int count) {
        if (stride == 1 && count >= 8) {
            java.lang.foreign.MemorySegment.copy(x, at, Memory.ALL, LONG, address, count);
        } else {
            for (int i = 0; i < count; i++) {
                Memory.ALL.set(LONG, address + i * stride * 8, x[at + i]);
            }
        }
    }

    private static void store(int[] x, long address, long stride, int at, int count) {
        if (stride == 1 && count >= 8) {
            java.lang.foreign.MemorySegment.copy(x, at, Memory.ALL, INT, address, count);
        } else {
            for (int i = 0; i < count; i++) {
                Memory.ALL.set(INT, address + i * stride * 4, x[at + i]);
            }
        }
    }

    private static void storeShorts(int[] x, long address, long stride, int at, int count) {
        for (int i = 0; i < count; i++) {
            Memory.ALL.set(SHORT, address + i * stride * 2, (short) x[at + i]);
        }
    }

    private static void storeBytes(int[] x, long address, long stride, int at, int count) {
        for (int i = 0; i < count; i++) {
            Memory.ALL.set(BYTE, address + i * stride, (byte) x[at + i]);
        }
    }
}
