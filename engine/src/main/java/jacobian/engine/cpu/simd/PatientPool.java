package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.PoolCall;
import jacobian.engine.cpu.PoolLoops;
import jacobian.engine.cpu.PoolWindow;
import jacobian.engine.cpu.ScalarPool;

/// [VectorPool], each of whose loops is left to [ScalarPool], with the same bits, until it is compiled.
final class PatientPool implements PoolLoops {
    private static final PoolWarmUp FILL = new PoolWarmUp((loops, w, at) -> loops.fill(w, at.result(), 1));
    private static final PoolWarmUp MAX = new PoolWarmUp((loops, w, at) -> loops.max(w, at.input(), at.upstream()));
    private static final PoolWarmUp INDEX =
            new PoolWarmUp((loops, w, at) -> loops.maxIndex(w, at.input(), at.upstream()));
    private static final PoolWarmUp AVERAGE =
            new PoolWarmUp((loops, w, at) -> loops.average(w, at.input(), at.upstream()));
    private static final PoolWarmUp WRITE_MAX = new PoolWarmUp(PoolLoops::writeMaxGradient);
    private static final PoolWarmUp ADD_MAX = new PoolWarmUp(PoolLoops::addMaxGradient);
    private static final PoolWarmUp WRITE_AVERAGE = new PoolWarmUp(PoolLoops::writeAverageGradient);
    private static final PoolWarmUp ADD_AVERAGE = new PoolWarmUp(PoolLoops::addAverageGradient);

    private final PoolLoops vectors = new VectorPool();

    private PoolLoops loops(PoolWarmUp loop) {
        return loop.isReady() ? vectors : ScalarPool.FLOAT32;
    }

    @Override
    public long bytes() {
        return vectors.bytes();
    }

    @Override
    public void fill(PoolWindow window, long array, double value) {
        loops(FILL).fill(window, array, value);
    }

    @Override
    public void max(PoolWindow window, long input, long output) {
        loops(MAX).max(window, input, output);
    }

    @Override
    public void maxIndex(PoolWindow window, long input, long output) {
        loops(INDEX).maxIndex(window, input, output);
    }

    @Override
    public void average(PoolWindow window, long input, long output) {
        loops(AVERAGE).average(window, input, output);
    }

    @Override
    public void writeMaxGradient(PoolWindow window, PoolCall call) {
        loops(WRITE_MAX).writeMaxGradient(window, call);
    }

    @Override
    public void addMaxGradient(PoolWindow window, PoolCall call) {
        loops(ADD_MAX).addMaxGradient(window, call);
    }

    @Override
    public void writeAverageGradient(PoolWindow window, PoolCall call) {
        loops(WRITE_AVERAGE).writeAverageGradient(window, call);
    }

    @Override
    public void addAverageGradient(PoolWindow window, PoolCall call) {
        loops(ADD_AVERAGE).addAverageGradient(window, call);
    }
}
