package jacobian.keras.datasets;

/// NumPy's `RandomState`: the generator MT19937 (Matsumoto and Nishimura 1998), so that data sets are shuffled
/// as Keras shuffles them.
final class MersenneTwister {
    private static final int SIZE = 624;
    private static final int MIDDLE = 397;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    MersenneTwister(long seed) {
        if (seed < 0 || seed > 0xffffffffL) {
            throw new IllegalArgumentException("seed=" + seed + ": needs a number from 0 to 2^32 - 1");
        }
        state[0] = (int) seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
    }

    /// The numbers from 0 to `count - 1` in the order of `RandomState.shuffle`.
    int[] permutation(int count) {
        var order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        for (int i = count - 1; i > 0; i--) {
            int j = upTo(i);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return order;
    }

    /// A number from 0 to `largest`: as many bits as it has, until they are no larger.
    private int upTo(int largest) {
        int mask = -1 >>> Integer.numberOfLeadingZeros(largest);
        int value = bits() & mask;
        while (value > largest) {
            value = bits() & mask;
        }
        return value;
    }

    private int bits() {
        if (next == SIZE) {
            twist();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9d2c5680;
        y ^= y << 15 & 0xefc60000;
        return y ^ y >>> 18;
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            int y = state[i] & 0x80000000 | state[(i + 1) % SIZE] & 0x7fffffff;
            state[i] = state[(i + MIDDLE) % SIZE] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }
        next = 0;
    }
}
