package jacobian.engine.cpu.program;

import jacobian.engine.cpu.Memory;
import java.lang.foreign.MemorySegment;

/// Hands a value on: nothing where it stays in its place, else a copy.
final class BarrierStep implements Step {
    private final Addresses reads;
    private final Addresses results;
    private final long bytes;

    BarrierStep(Addresses reads, Addresses results, long bytes) {
        this.reads = reads;
        this.results = results;
        this.bytes = bytes;
    }

    @Override
    public long scratchBytes() {
        return 0;
    }

    @Override
    public void run(long scratch) {
        long from = reads.now()[0];
        long to = results.now()[0];
        if (from != to) {
            MemorySegment.copy(Memory.ALL, from, Memory.ALL, to, bytes);
        }
    }

    @Override
    public String explain() {
        return "barrier";
    }
}
