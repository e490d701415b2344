package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

/// Largest and mean cell under a window, and their gradients, vectorised over channels. Padding never wins and
/// is not counted; a window without a real cell gives minus infinity, index 0 or NaN. Work is shared by images
/// and, where they are few, by channels: no sum crosses a thread.
public final class Pooling {
    /// Fewest channels that a thread takes of an image.
    private static final int CHANNELS = 16;

    private final PoolGeometry geometry;
    private final PoolLoops loops;

    /// A pooling of float32 arrays.
    public Pooling(PoolGeometry geometry) {
        this(geometry, Kernels.standard().pool());
    }

    /// A pooling by given loops.
    public Pooling(PoolGeometry geometry, PoolLoops loops) {
        this.geometry = geometry;
        this.loops = loops;
    }

    /// A pooling of float64 arrays.
    public static Pooling float64(PoolGeometry geometry) {
        return new Pooling(geometry, ScalarPool.FLOAT64);
    }

    /// What is done at one position of the window.
    private interface Action {
        void at(PoolWindow window);
    }

    /// What is done to an image: whether its result is cleared first, and the action at each position.
    private record Pass(boolean clear, Action action) {}

    private static Pass forward(Action action, Action nothing) {
        return new Pass(false, w -> (w.cells() > 0 ? action : nothing).at(w));
    }

    private static Pass backward(boolean clear, Action action) {
        return new Pass(clear, w -> {
            if (w.cells() > 0) {
                action.at(w);
            }
        });
    }

    /// The largest cell under each window.
    public void max(PoolCall call) {
        each(
                call,
                forward(
                        w -> loops.max(w, call.input(), call.result()),
                        w -> loops.fill(w, call.result(), Double.NEGATIVE_INFINITY)));
    }

    /// The linear spatial index (int32) of the first largest cell under each window.
    public void maxIndex(PoolCall call) {
        each(call, forward(w -> loops.maxIndex(w, call.input(), call.result()), w -> noIndex(w, call.result())));
    }

    private void noIndex(PoolWindow w, long result) {
        long row = result + w.pixel / loops.bytes() * Integer.BYTES;
        for (int c = w.from; c < w.to; c++) {
            Memory.ALL.set(JAVA_INT_UNALIGNED, row + 4L * c, 0);
        }
    }

    /// The mean of the real cells under each window.
    public void average(PoolCall call) {
        each(
                call,
                forward(
                        w -> loops.average(w, call.input(), call.result()),
                        w -> loops.fill(w, call.result(), Double.NaN)));
    }

    /// The gradient of [#max]: the first largest cell gets it all.
    public void maxGradient(PoolCall call) {
        var operands = new PoolLoops.Operands(call.input(), call.upstream(), call.result());
        Action write = w -> loops.writeMaxGradient(w, operands);
        Action add = w -> loops.addMaxGradient(w, operands);
        boolean fresh = geometry.partition();
        each(call, backward(!fresh, fresh ? write : add));
    }

    /// The gradient of [#average]: each real cell gets its share.
    public void averageGradient(PoolCall call) {
        var operands = new PoolLoops.Operands(call.input(), call.upstream(), call.result());
        Action write = w -> loops.writeAverageGradient(w, operands);
        Action add = w -> loops.addAverageGradient(w, operands);
        boolean fresh = geometry.partition();
        each(call, backward(!fresh, fresh ? write : add));
    }

    private void each(PoolCall call, Pass pass) {
        int threads = call.team().size();
        int wanted = call.batch() >= threads ? 1 : (threads + call.batch() - 1) / call.batch();
        int pieces = Math.clamp(geometry.channels() / CHANNELS, 1, wanted);
        long units = (long) call.batch() * pieces;
        double elements = (double) call.batch() * geometry.inputPixels() * geometry.channels();
        Sharing.run(call.team(), elements / Sharing.ELEMENTS, t -> {
            var window = window();
            long end = ThreadTeam.firstBlock(units, t + 1, threads);
            for (long unit = ThreadTeam.firstBlock(units, t, threads); unit < end; unit++) {
                int piece = (int) (unit % pieces);
                int vectors = (geometry.channels() + CHANNELS - 1) / CHANNELS;
                window.from = CHANNELS * (int) ThreadTeam.firstBlock(vectors, piece, pieces);
                window.to = Math.min(
                        geometry.channels(), CHANNELS * (int) ThreadTeam.firstBlock(vectors, piece + 1, pieces));
                if (pass.clear) {
                    clear(call.result(), unit / pieces, window);
                }
                image(unit / pieces, window, pass.action);
            }
        });
    }

    private PoolWindow window() {
        var window = new PoolWindow();
        ConvAxis[] axes = geometry.axes();
        int cells = 1;
        for (int axis = 2; axis >= 0; axis--) {
            window.indexStep[axis] = cells * axes[axis].dilation();
            window.stride[axis] = loops.bytes() * geometry.channels() * window.indexStep[axis];
            cells *= axes[axis].input();
        }
        return window;
    }

    private void clear(long result, long image, PoolWindow window) {
        long first = image * geometry.inputPixels();
        for (long pixel = first; pixel < first + geometry.inputPixels(); pixel++) {
            window.pixel = loops.bytes() * pixel * geometry.channels();
            loops.fill(window, result, 0);
        }
    }

    private void image(long image, PoolWindow window, Action action) {
        long bytes = loops.bytes() * geometry.channels();
        long pixel = image * geometry.outputPixels();
        for (int d = 0; d < geometry.depth().output(); d++) {
            int depth = place(geometry.depth(), d, window, 0);
            for (int h = 0; h < geometry.height().output(); h++) {
                int height = place(geometry.height(), h, window, 1);
                for (int w = 0; w < geometry.width().output(); w++) {
                    int width = place(geometry.width(), w, window, 2);
                    window.index = (depth * geometry.height().input() + height)
                                    * geometry.width().input()
                            + width;
                    window.cell = bytes * (image * geometry.inputPixels() + window.index);
                    window.pixel = bytes * pixel++;
                    action.at(window);
                }
            }
        }
    }

    /// The first real cell under position `output` of the window; sets how many there are.
    private static int place(ConvAxis axis, int output, PoolWindow window, int index) {
        int start = output * axis.stride() - axis.low();
        int skipped = start >= 0 ? 0 : (-start + axis.dilation() - 1) / axis.dilation();
        int first = start + skipped * axis.dilation();
        int room = axis.input() <= first ? 0 : (axis.input() - first - 1) / axis.dilation() + 1;
        window.count[index] = Math.max(0, Math.min(axis.kernel() - skipped, room));
        return first;
    }
}
