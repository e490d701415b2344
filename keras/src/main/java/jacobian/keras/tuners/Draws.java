package jacobian.keras.tuners;

/// Random numbers that are functions of where they are needed, whatever was drawn before.
final class Draws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Draws() {}

    /// The finalizer of SplitMix64 (Steele, Lea and Flood 2014).
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    private static long next(long state, long value) {
        return mix(state * 31 + GOLDEN + mix(value + GOLDEN));
    }

    /// A seed for a part of what `seed` begins.
    static long seed(long seed, int number, int part) {
        return next(next(mix(seed), number), part);
    }

    /// A number from [0, 1).
    static double unit(long seed, int number, int attempt, String name) {
        long state = seed(seed, number, attempt);
        for (int i = 0; i < name.length(); i++) {
            state = next(state, name.charAt(i));
        }
        return (mix(state) >>> 11) * 0x1p-53;
    }
}
