package jacobian.keras.config;

/// The source of seeds for all that is random and was given none: initial weights, dropout, shuffling. A
/// [Session] has one of its own.
public final class Seeds {
    /// Where the source stands: with what it began, and how many seeds it has given.
    public record State(long seed, long drawn) {}

    private Seeds() {}

    /// Makes everything random that is created from now on a function of `seed`, as `keras.utils.set_random_seed`
    /// does.
    public static void setRandomSeed(long seed) {
        Session.current().setSeed(seed);
    }

    /// Where the source stands now.
    public static State state() {
        return Session.current().state();
    }

    /// Brings the source to where it stood.
    public static void restore(State state) {
        Session.current().restore(state);
    }

    /// Another seed for something that was given none.
    public static long next() {
        return Session.current().next();
    }
}
