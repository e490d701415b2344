package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.util.stream.Stream;

/// Largest and mean cell under a window, and their gradients, vectorised over channels. Padding never wins and
/// is not counted; a window without a real cell gives minus infinity, index 0 or NaN. Work is shared by images
/// and, where they are few, by channels: no sum crosses a thread.
///
/// One instance serves one run at a time; a run allocates nothing once there has been one on as many threads.
public final class Pooling {
    /// Fewest channels that a thread takes of an image.
    private static final int CHANNELS = 16;

    private final PoolGeometry geometry;
    private final PoolLoops loops;
    private final ConvAxis[] axes;

    /// Whether a gradient is written once, and not cleared and added to.
    private final boolean fresh;

    private final ThreadTeam.Work work = this::part;
    private PoolWindow[] windows = {};

    // The run in progress, and into how many pieces the channels of an image are cut.
    private PoolCall call = new PoolCall(ThreadTeam.of(1), 0, 0, 0, 0);
    private Kind kind = Kind.MAX;
    private int pieces;

    /// What is done at each position of the window.
    private enum Kind {
        MAX,
        MAX_INDEX,
        AVERAGE,
        MAX_GRADIENT,
        AVERAGE_GRADIENT
    }

    /// A pooling of float32 arrays.
    public Pooling(PoolGeometry geometry) {
        this(geometry, Kernels.standard().pool());
    }

    /// A pooling by given loops.
    public Pooling(PoolGeometry geometry, PoolLoops loops) {
        this.geometry = geometry;
        this.loops = loops;
        this.axes = geometry.axes();
        this.fresh = geometry.partition();
    }

    /// A pooling of float64 arrays.
    public static Pooling float64(PoolGeometry geometry) {
        return new Pooling(geometry, ScalarPool.FLOAT64);
    }

    /// The largest cell under each window.
    public void max(PoolCall call) {
        run(Kind.MAX, call);
    }

    /// The linear spatial index (int32) of the first largest cell under each window.
    public void maxIndex(PoolCall call) {
        run(Kind.MAX_INDEX, call);
    }

    /// The mean of the real cells under each window.
    public void average(PoolCall call) {
        run(Kind.AVERAGE, call);
    }

    /// The gradient of [#max]: the first largest cell gets it all.
    public void maxGradient(PoolCall call) {
        run(Kind.MAX_GRADIENT, call);
    }

    /// The gradient of [#average]: each real cell gets its share.
    public void averageGradient(PoolCall call) {
        run(Kind.AVERAGE_GRADIENT, call);
    }

    private void run(Kind kind, PoolCall call) {
        this.kind = kind;
        this.call = call;
        int threads = call.team().size();
        if (windows.length < threads) {
            windows = Stream.generate(this::window).limit(threads).toArray(PoolWindow[]::new);
        }
        int wanted = call.batch() >= threads ? 1 : (threads + call.batch() - 1) / call.batch();
        pieces = Math.clamp(geometry.channels() / CHANNELS, 1, wanted);
        double elements = (double) call.batch() * geometry.inputPixels() * geometry.channels();
        Sharing.run(call.team(), elements / Sharing.ELEMENTS, work);
    }

    /// The share of thread `t`.
    private void part(int t) {
        var window = windows[t];
        int threads = call.team().size();
        long units = (long) call.batch() * pieces;
        boolean adds = !fresh && (kind == Kind.MAX_GRADIENT || kind == Kind.AVERAGE_GRADIENT);
        long end = ThreadTeam.firstBlock(units, t + 1, threads);
        for (long unit = ThreadTeam.firstBlock(units, t, threads); unit < end; unit++) {
            int piece = (int) (unit % pieces);
            int vectors = (geometry.channels() + CHANNELS - 1) / CHANNELS;
            window.from = CHANNELS * (int) ThreadTeam.firstBlock(vectors, piece, pieces);
            window.to =
                    Math.min(geometry.channels(), CHANNELS * (int) ThreadTeam.firstBlock(vectors, piece + 1, pieces));
            if (adds) {
                clear(unit / pieces, window);
            }
            image(unit / pieces, window);
        }
    }

    private PoolWindow window() {
        var window = new PoolWindow();
        int cells = 1;
        for (int axis = 2; axis >= 0; axis--) {
            window.indexStep[axis] = cells * axes[axis].dilation();
            window.stride[axis] = loops.bytes() * geometry.channels() * window.indexStep[axis];
            cells *= axes[axis].input();
        }
        return window;
    }

    private void clear(long image, PoolWindow window) {
        long first = image * geometry.inputPixels();
        for (long pixel = first; pixel < first + geometry.inputPixels(); pixel++) {
            window.pixel = loops.bytes() * pixel * geometry.channels();
            loops.fill(window, call.result(), 0);
        }
    }

    private void image(long image, PoolWindow window) {
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
                    if (window.cells() > 0) {
                        at(window);
                    } else {
                        atNothing(window);
                    }
                }
            }
        }
    }

    private void at(PoolWindow window) {
        switch (kind) {
            case MAX -> loops.max(window, call.input(), call.result());
            case MAX_INDEX -> loops.maxIndex(window, call.input(), call.result());
            case AVERAGE -> loops.average(window, call.input(), call.result());
            case MAX_GRADIENT -> {
                if (fresh) {
                    loops.writeMaxGradient(window, call);
                } else {
                    loops.addMaxGradient(window, call);
                }
            }
            case AVERAGE_GRADIENT -> {
                if (fresh) {
                    loops.writeAverageGradient(window, call);
                } else {
                    loops.addAverageGradient(window, call);
                }
            }
        }
    }

    /// A window that lies in the padding.
    private void atNothing(PoolWindow window) {
        switch (kind) {
            case MAX -> loops.fill(window, call.result(), Double.NEGATIVE_INFINITY);
            case MAX_INDEX -> noIndex(window);
            case AVERAGE -> loops.fill(window, call.result(), Double.NaN);
            case MAX_GRADIENT, AVERAGE_GRADIENT -> {}
        }
    }

    private void noIndex(PoolWindow window) {
        long row = call.result() + window.pixel / loops.bytes() * Integer.BYTES;
        for (int c = window.from; c < window.to; c++) {
            Memory.ALL.set(JAVA_INT_UNALIGNED, row + 4L * c, 0);
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
