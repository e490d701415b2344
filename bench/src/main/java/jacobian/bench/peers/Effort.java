package jacobian.bench.peers;

/// How long is measured: rounds in which everybody has a turn, seconds that each trains before them, starts of
/// each, and seconds to wait for a quiet machine before a round.
public record Effort(int rounds, double warmUpSeconds, int starts, double quietSeconds) {
    /// @throws IllegalArgumentException if there is no round or no start
    public Effort {
        if (rounds < 1 || starts < 1) {
            throw new IllegalArgumentException(
                    rounds + " rounds and " + starts + " starts: a comparison needs at least one of each");
        }
    }

    /// What figures are quoted from: nine rounds, eight seconds, ten starts.
    public static Effort full() {
        return new Effort(9, 8, 10, 15);
    }

    /// Enough to see that everything runs.
    public static Effort quick() {
        return new Effort(3, 0.5, 2, 0);
    }

    /// The same with so many rounds.
    public Effort rounds(int rounds) {
        return new Effort(rounds, warmUpSeconds, starts, quietSeconds);
    }
}
