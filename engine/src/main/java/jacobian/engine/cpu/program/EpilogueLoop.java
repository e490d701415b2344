package jacobian.engine.cpu.program;

import jacobian.engine.cpu.Epilogue;
import jacobian.engine.cpu.loop.BoundLoop;

/// A fused loop over blocks of a result as they are ready; its addresses are those of the run that was started
/// last.
final class EpilogueLoop implements Epilogue {
    private final BoundLoop loop;
    private final Addresses operands;
    private long[] addresses = {};

    EpilogueLoop(BoundLoop loop, Addresses operands) {
        this.loop = loop;
        this.operands = operands;
    }

    /// Takes the addresses of a run.
    @Override
    public void start() {
        addresses = operands.now();
    }

    @Override
    public void run(int thread, long rowFrom, long rowTo, long columnFrom, long columnTo) {
        loop.runBlock(thread, addresses, rowFrom, rowTo, columnFrom, columnTo);
    }
}
