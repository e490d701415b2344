package jacobian.engine.cpu.loop;

import jacobian.engine.cpu.ThreadTeam;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One run of a loop by a team; each thread owns one to lend, so that a run makes no object.
final class LoopRun implements ThreadTeam.Work {
    private @Nullable BoundLoop loop;
    private @Nullable LoopKernel kernel;
    private long[] addresses = {};
    private long scratch;
    private int threads;

    void run(ThreadTeam team, BoundLoop loop, @Nullable LoopKernel kernel, long[] addresses, long scratch) {
        this.loop = loop;
        this.kernel = kernel;
        this.addresses = addresses;
        this.scratch = scratch;
        this.threads = team.size();
        team.run(this);
    }

    @Override
    public void run(int t) {
        Objects.requireNonNull(loop).part(kernel, addresses, scratch, t, threads);
    }
}
