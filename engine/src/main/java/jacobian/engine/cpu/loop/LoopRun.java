package jacobian.engine.cpu.loop;

import jacobian.engine.cpu.ThreadTeam;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One run of a loop by a team; each thread owns one to lend, so that a run makes no object.
final class LoopRun implements ThreadTeam.Work {
    private static final int CHUNKS_A_THREAD = 8;

    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(LoopRun.class, "next", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private @Nullable BoundLoop loop;
    private @Nullable LoopKernel kernel;
    private long[] addresses = {};
    private long scratch;
    private long count;
    private long chunk;

    /// The first block that nobody has taken.
    @SuppressWarnings("unused")
    private volatile long next;

    void run(ThreadTeam team, BoundLoop loop, @Nullable LoopKernel kernel, long[] addresses, long scratch, long count) {
        this.loop = loop;
        this.kernel = kernel;
        this.addresses = addresses;
        this.scratch = scratch;
        this.count = count;
        this.chunk = Math.max(1, count / (team.size() * CHUNKS_A_THREAD));
        this.next = 0;
        team.run(this);
    }

    @Override
    public void run(int t) {
        var bound = Objects.requireNonNull(loop);
        for (long first = take(); first < count; first = take()) {
            bound.blocks(kernel, addresses, scratch, t, first, Math.min(count, first + chunk));
        }
    }

    private long take() {
        return (long) NEXT.getAndAdd(this, chunk);
    }
}
