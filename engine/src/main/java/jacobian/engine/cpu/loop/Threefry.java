package jacobian.engine.cpu.loop;

/// The block function of [jacobian.engine.graph.RandomBits]: Threefry-2x32 with 20 rounds.
public final class Threefry {
    /// The constant of the third key word, from Skein.
    public static final int PARITY = 0x1BD11BDA;

    /// Rotations of the eight rounds that repeat.
    private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};

    private Threefry() {}

    /// By how many bits the second word is rotated in round `round`.
    public static int rotation(int round) {
        return ROTATIONS[round & 7];
    }

    /// Two words of random bits: the first in the low half of the result, the second in the high half.
    public static long block(long key, long counter) {
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        int k2 = k0 ^ k1 ^ PARITY;
        int x0 = (int) counter + k0;
        int x1 = (int) (counter >>> 32) + k1;
        for (int group = 0; group < 5; group++) {
            for (int round = 0; round < 4; round++) {
                x0 += x1;
                x1 = Integer.rotateLeft(x1, ROTATIONS[(group & 1) * 4 + round]) ^ x0;
            }
            int injection = group + 1;
            int first = injection % 3 == 0 ? k0 : injection % 3 == 1 ? k1 : k2;
            int second = injection % 3 == 0 ? k1 : injection % 3 == 1 ? k2 : k0;
            x0 += first;
            x1 += second + injection;
        }
        return (x0 & 0xFFFFFFFFL) | ((long) x1 << 32);
    }

    /// [#block] of many blocks at once: counter words in, random words out.
    static void blocks(int[] x0, int[] x1, int count, long key) {
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        int k2 = k0 ^ k1 ^ PARITY;
        for (int i = 0; i < count; i++) {
            int a = x0[i] + k0;
            int b = x1[i] + k1;
            a += b;
            b = Integer.rotateLeft(b, 13) ^ a;
            a += b;
            b = Integer.rotateLeft(b, 15) ^ a;
            a += b;
            b = Integer.rotateLeft(b, 26) ^ a;
            a += b;
            b = Integer.rotateLeft(b, 6) ^ a;
            a += k1;
            b += k2 + 1;
            a += b;
            b = Integer.rotateLeft(b, 17) ^ a;
            a += b;
            b = Integer.rotateLeft(b, 29) ^ a;
            a += b;
            b = Integer.rotateLeft(b, 16) ^ a;
            a += b;
            b = Integer.rotateLeft(b, 24) ^ a;
            a += k2;
            b += k0 + 2;
            a += b;
            b = Integer.rotateLeft(b, 13) ^ a;
            a += b;
            b = Integer.rotateLeft(b, 15) ^ a;
            a += b;
            b = Integer.rotateLeft(b, 26) ^ a;
            a += b;
            b = Integer.rotateLeft(b, 6) ^ a;
            a += k0;
            b += k1 + 3;
            a += b;
            b = Integer.rotateLeft(b, 17) ^ a;
            a += b;
            b = Integer.rotateLeft(b, 29) ^ a;
            a += b;
            b = Integer.rotateLeft(b, 16) ^ a;
            a += b;
            b = Integer.rotateLeft(b, 24) ^ a;
            a += k1;
            b += k2 + 4;
            a += b;
            b = Integer.rotateLeft(b, 13) ^ a;
            a += b;
            b = Integer.rotateLeft(b, 15) ^ a;
            a += b;
            b = Integer.rotateLeft(b, 26) ^ a;
            a += b;
            b = Integer.rotateLeft(b, 6) ^ a;
            a += k2;
            b += k0 + 5;
            x0[i] = a;
            x1[i] = b;
        }
    }
}
