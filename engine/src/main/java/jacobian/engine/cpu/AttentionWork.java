package jacobian.engine.cpu;

/// Attention or its gradient as pieces that threads take one after the other; each thread has products and rows
/// of its own.
///
/// Pieces depend on the sizes alone, and each number on one of them: the bits are the same for any number of
/// threads. One instance serves one run at a time.
public abstract sealed class AttentionWork permits FlashAttention, FlashAttentionGradient {
    static final int BYTES = Float.BYTES;

    final AttentionGeometry geometry;

    private final Part[] parts;
    private final WorkCounter pieces = new WorkCounter();
    private final ThreadTeam.Work work = this::runPart;
    private long scratch;

    /// One thread's share.
    abstract class Part {
        /// Looks at `scratch`, this thread's memory, and at what is compiled by now, before a run.
        abstract void start(long scratch);

        /// Does a piece.
        abstract void run(long piece);

        /// Bytes of scratch memory it needs.
        abstract long scratchBytes();
    }

    AttentionWork(AttentionGeometry geometry, int threads) {
        this.geometry = geometry;
        parts = new Part[threads];
        for (int t = 0; t < threads; t++) {
            parts[t] = part();
        }
    }

    /// A new share; only the geometry is there yet.
    abstract Part part();

    /// How many pieces there are.
    abstract long count();

    /// Bytes of scratch memory that a run needs, for all threads together.
    public final long scratchBytes() {
        return parts[0].scratchBytes() * parts.length;
    }

    /// Does all pieces on a team of at most as many threads as this was made for.
    final void run(ThreadTeam team, long scratch) {
        this.scratch = scratch;
        pieces.start();
        team.run(work);
    }

    private void runPart(int t) {
        var part = parts[t];
        part.start(scratch + t * part.scratchBytes());
        long count = count();
        for (long piece = pieces.take(1); piece < count; piece = pieces.take(1)) {
            part.run(piece);
        }
    }
}
