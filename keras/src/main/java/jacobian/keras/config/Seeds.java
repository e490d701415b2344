package jacobian.keras.config;

import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The source of seeds for all that is random and was given none: initial weights, dropout, shuffling.
public final class Seeds {
    private static @Nullable SplittableRandom source;
    private static long seed;
    private static long drawn;

    /// Where the source stands: with what it began, and how many seeds it has given.
    public record State(long seed, long drawn) {}

    private Seeds() {}

    /// Makes everything random that is created from now on a function of `seed`, as `keras.utils.set_random_seed`
    /// does.
    public static synchronized void setRandomSeed(long seed) {
        source = new SplittableRandom(seed);
        Seeds.seed = seed;
        drawn = 0;
    }

    /// Where the source stands now.
    public static synchronized State state() {
        begin();
        return new State(seed, drawn);
    }

    /// Brings the source to where it stood.
    public static synchronized void restore(State state) {
        setRandomSeed(state.seed());
        while (drawn < state.drawn()) {
            next();
        }
    }

    private static void begin() {
        if (source == null) {
            setRandomSeed(new SplittableRandom().nextLong());
        }
    }

    /// Another seed for something that was given none.
    public static synchronized long next() {
        begin();
        drawn++;
        return Objects.requireNonNull(source).nextLong();
    }
}
