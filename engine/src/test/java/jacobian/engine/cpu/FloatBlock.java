package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;

/// Floats off the heap between two red zones that no kernel may touch.
record FloatBlock(long address, int size) {
    private static final int ZONE = 64;
    private static final float RED = 12345.678f;

    static FloatBlock of(Arena arena, int size) {
        long start = Memory.allocate(arena, 4L * (size + 2 * ZONE));
        for (int i = 0; i < size + 2 * ZONE; i++) {
            Memory.ALL.setAtIndex(JAVA_FLOAT, start / 4 + i, RED);
        }
        return new FloatBlock(start + 4L * ZONE, size);
    }

    static FloatBlock of(Arena arena, double[] values) {
        var block = of(arena, values.length);
        for (int i = 0; i < values.length; i++) {
            Memory.ALL.setAtIndex(JAVA_FLOAT, block.address / 4 + i, (float) values[i]);
        }
        return block;
    }

    float get(int i) {
        return Memory.ALL.getAtIndex(JAVA_FLOAT, address / 4 + i);
    }

    float[] toArray() {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = get(i);
        }
        return values;
    }

    boolean zonesIntact() {
        for (int i = 1; i <= ZONE; i++) {
            if (get(-i) != RED || get(size + i - 1) != RED) {
                return false;
            }
        }
        return true;
    }
}
