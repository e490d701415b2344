package jacobian.engine.reference;

import jacobian.engine.shape.TensorType;

/// The counter-based generator Threefry-2x32 with 20 rounds (Salmon et al., 2011).
final class Threefry {
    private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};
    private static final int PARITY = 0x1BD11BDA;

    private Threefry() {}

    static Values bits(long key, long counter, TensorType type) {
        var result = Values.of(type);
        for (int i = 0; i < result.size(); i++) {
            long block = counter + 16L * (i / 32) + i % 16;
            result.set(i, (long) block(key, block)[i % 32 / 16]);
        }
        return result;
    }

    /// The two words of the block of number `counter`; the low half of a number is its first word.
    static int[] block(long key, long counter) {
        int[] keys = {(int) key, (int) (key >>> 32), PARITY ^ (int) key ^ (int) (key >>> 32)};
        int x0 = (int) counter + keys[0];
        int x1 = (int) (counter >>> 32) + keys[1];
        for (int round = 0; round < 20; round++) {
            x0 += x1;
            x1 = Integer.rotateLeft(x1, ROTATIONS[round % 8]) ^ x0;
            if (round % 4 == 3) {
                int injection = round / 4 + 1;
                x0 += keys[injection % 3];
                x1 += keys[(injection + 1) % 3] + injection;
            }
        }
        return new int[] {x0, x1};
    }
}
