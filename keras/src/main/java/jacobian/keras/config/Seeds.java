package jacobian.keras.config;

import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The source of seeds for all that is random and was given none: initial weights, dropout, shuffling.
public final class Seeds {
    private static @Nullable SplittableRandom source;

    private Seeds() {}

    /// Makes everything random that is created from now on a function of `seed`, as `keras.utils.set_random_seed`
    /// does.
    public static synchronized void setRandomSeed(long seed) {
        source = new SplittableRandom(seed);
    }

    /// Another seed for something that was given none.
    public static synchronized long next() {
        if (source == null) {
            source = new SplittableRandom();
        }
        return Objects.requireNonNull(source).nextLong();
    }
}
