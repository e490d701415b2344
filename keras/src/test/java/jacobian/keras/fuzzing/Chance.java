package jacobian.keras.fuzzing;

import java.util.List;
import java.util.SplittableRandom;

/// The draws of one mutation.
final class Chance {
    private static final long[] NUMBERS = {
        0,
        1,
        2,
        3,
        7,
        8,
        16,
        127,
        128,
        255,
        256,
        0x7fff,
        0x8000,
        0xffff,
        0x10000,
        1L << 24,
        0x7fff_ffffL,
        0x8000_0000L,
        0xffff_fff0L,
        0xffff_ffffL,
        1L << 32,
        1L << 40,
        1L << 53,
        1L << 62,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1,
        -2,
        -8
    };

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(Math.max(1, bound));
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T of(List<T> list) {
        return list.get(below(list.size()));
    }

    /// A number at which readers stumble: a border, a small one, or any at all.
    long number() {
        return switch (below(4)) {
            case 0, 1 -> NUMBERS[below(NUMBERS.length)];
            case 2 -> below(300);
            default -> random.nextLong() >> below(63);
        };
    }

    byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
