package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.ScalarWinograd;
import jacobian.engine.cpu.WinogradLoops;
import java.util.List;

/// [VectorWinograd], each of whose loops is left to [ScalarWinograd], with the same bits, until it is compiled.
final class PatientWinograd implements WinogradLoops {
    private static final int LANES = WinogradWarmUp.LANES;

    private static final WinogradWarmUp SOURCE = new WinogradWarmUp(
            (at, n) -> WinogradWarmUp.LOOPS.source(at.cells, 0, LANES, n / 2, at.planes, WinogradWarmUp.step()));
    private static final WinogradWarmUp RESULT = new WinogradWarmUp(
            (at, n) -> WinogradWarmUp.LOOPS.result(at.planes, WinogradWarmUp.step(), LANES, n, at.cells, 0));
    private static final WinogradWarmUp UPSTREAM = new WinogradWarmUp(
            (at, n) -> WinogradWarmUp.LOOPS.upstream(at.cells, 0, LANES, n, at.planes, WinogradWarmUp.step()));
    private static final WinogradWarmUp KERNEL = new WinogradWarmUp(
            (at, n) -> WinogradWarmUp.LOOPS.kernel(at.cells, 0, n * LANES, at.planes, WinogradWarmUp.step()));
    private static final WinogradWarmUp GRADIENT = new WinogradWarmUp(
            (at, n) -> WinogradWarmUp.LOOPS.kernelGradient(at.planes, WinogradWarmUp.step(), n * LANES, at.cells, 0));

    private final WinogradLoops plain = new ScalarWinograd();
    private final WinogradLoops vectors = WinogradWarmUp.LOOPS;

    /// Those that convolutions need first come first.
    PatientWinograd() {
        List.of(SOURCE, RESULT, UPSTREAM, KERNEL, GRADIENT).forEach(WinogradWarmUp::begin);
    }

    private WinogradLoops loops(WinogradWarmUp loop) {
        return loop.isReady() ? vectors : plain;
    }

    @Override
    public void source(long cells, long rowBytes, int channels, int count, long planes, long planeBytes) {
        loops(SOURCE).source(cells, rowBytes, channels, count, planes, planeBytes);
    }

    @Override
    public void result(long planes, long planeBytes, int channels, int count, long cells, long rowBytes) {
        loops(RESULT).result(planes, planeBytes, channels, count, cells, rowBytes);
    }

    @Override
    public void upstream(long cells, long rowBytes, int channels, int count, long planes, long planeBytes) {
        loops(UPSTREAM).upstream(cells, rowBytes, channels, count, planes, planeBytes);
    }

    @Override
    public void kernel(long taps, long tapBytes, int count, long planes, long planeBytes) {
        loops(KERNEL).kernel(taps, tapBytes, count, planes, planeBytes);
    }

    @Override
    public void kernelGradient(long planes, long planeBytes, int count, long taps, long tapBytes) {
        loops(GRADIENT).kernelGradient(planes, planeBytes, count, taps, tapBytes);
    }
}
