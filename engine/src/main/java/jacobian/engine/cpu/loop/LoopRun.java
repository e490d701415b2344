package jacobian.engine.cpu.loop;

import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.cpu.WorkCounter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One run of a loop by a team; each thread owns one to lend, so that a run makes no object.
final class LoopRun implements ThreadTeam.Work {
    private static final int CHUNKS_A_THREAD = 8;

    private @Nullable BoundLoop loop;
    private @Nullable LoopKernel kernel;
    private long[] addresses = {};
    private long scratch;
    private long count;
    private long chunk;

    private final WorkCounter blocks = new WorkCounter();

    void run(ThreadTeam team, BoundLoop loop, @Nullable LoopKernel kernel, long[] addresses, long scratch, long count) {
        this.loop = loop;
        this.kernel = kernel;
        this.addresses = addresses;
        this.scratch = scratch;
        this.count = count;
        this.chunk = Math.max(1, count / (team.size() * CHUNKS_A_THREAD));
        blocks.start();
        team.run(this);
    }

    @Override
    public void run(int t) {
        var bound = Objects.requireNonNull(loop);
        for (long first = blocks.take(chunk); first < count; first = blocks.take(chunk)) {
            bound.blocks(kernel, addresses, scratch, t, first, Math.min(count, first + chunk));
        }
    }
}
