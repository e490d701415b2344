package jacobian.engine.cpu;

/// Decides whether a piece of work is worth a team: to wake a parked thread takes some tens of microseconds.
final class Sharing {
    private static final double WORTH_MICROSECONDS = 20;

    /// Multiply-adds that one thread does in a microsecond, about.
    static final double MULTIPLY_ADDS = 50_000;

    /// Elements that one thread moves in a microsecond, about.
    static final double ELEMENTS = 2_000;

    private Sharing() {}

    /// Runs all parts of the work, on the team or, if it takes one thread only a few `microseconds`, one by
    /// one. The parts are the same, and so are the bits.
    static void run(ThreadTeam team, double microseconds, ThreadTeam.Work work) {
        if (microseconds >= WORTH_MICROSECONDS) {
            team.run(work);
        } else {
            for (int t = 0; t < team.size(); t++) {
                work.run(t);
            }
        }
    }
}
