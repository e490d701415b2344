package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

/// Convolution of float64 arrays in all directions, as the nested loops of its definition: what gradient checks
/// need. Forward and towards the input a thread owns images, towards the kernel it owns kernel cells.
final class DoubleConvolution implements Convolution {
    enum Direction {
        FORWARD,
        INPUT_GRADIENT,
        KERNEL_GRADIENT
    }

    private static final long DOUBLE = Double.BYTES;

    private final ConvGeometry g;
    private final Direction direction;
    private final ThreadTeam.Work work = this::part;

    // The run in progress.
    private ConvCall call = new ConvCall(ThreadTeam.of(1), 0, Epilogue.NONE);

    DoubleConvolution(ConvGeometry geometry, Direction direction) {
        g = geometry;
        this.direction = direction;
    }

    @Override
    public long scratchBytes(int batch, int threads) {
        return 0;
    }

    @Override
    public void run(ConvCall call) {
        this.call = call;
        call.team().run(work);
    }

    /// The share of thread `t`.
    private void part(int t) {
        boolean towardsKernel = direction == Direction.KERNEL_GRADIENT;
        int count = towardsKernel ? g.taps() : call.batch();
        int threads = call.team().size();
        int end = (int) ThreadTeam.firstBlock(count, t + 1, threads);
        for (int i = (int) ThreadTeam.firstBlock(count, t, threads); i < end; i++) {
            if (towardsKernel) {
                tap(call, i);
            } else {
                image(call, t, i);
            }
        }
    }

    private void tap(ConvCall call, int tap) {
        long size = (long) g.groupChannels() * g.filters();
        clear(call.result() + DOUBLE * tap * size, size);
        for (long image = 0; image < call.batch(); image++) {
            for (int pixel = 0; pixel < g.outputPixels(); pixel++) {
                visit(call, image, pixel, tap);
            }
        }
    }

    private void image(ConvCall call, int thread, long image) {
        boolean forward = direction == Direction.FORWARD;
        long pixels = forward ? g.outputPixels() : g.inputPixels();
        int width = forward ? g.filters() : g.channels();
        clear(call.result() + DOUBLE * image * pixels * width, pixels * width);
        for (int pixel = 0; pixel < g.outputPixels(); pixel++) {
            for (int tap = 0; tap < g.taps(); tap++) {
                visit(call, image, pixel, tap);
            }
        }
        call.epilogue().run(thread, image * pixels, (image + 1) * pixels, 0, width);
    }

    private static void clear(long address, long count) {
        for (long i = 0; i < count; i++) {
            Memory.ALL.set(JAVA_DOUBLE_UNALIGNED, address + DOUBLE * i, 0);
        }
    }

    /// One output pixel and one kernel cell.
    private void visit(ConvCall call, long image, int pixel, int tap) {
        int cell = cell(pixel, tap);
        if (cell < 0) {
            return;
        }
        long input = DOUBLE * (image * g.inputPixels() + cell) * g.channels();
        long kernel = DOUBLE * tap * g.groupChannels() * g.filters();
        long output = DOUBLE * (image * g.outputPixels() + pixel) * g.filters();
        for (int group = 0; group < g.groups(); group++) {
            long x = input + DOUBLE * group * g.groupChannels();
            long y = output + DOUBLE * group * g.groupFilters();
            for (int c = 0; c < g.groupChannels(); c++) {
                long w = kernel + DOUBLE * ((long) c * g.filters() + (long) group * g.groupFilters());
                switch (direction) {
                    case FORWARD -> addTo(call.result() + y, call.left() + x + DOUBLE * c, call.right() + w);
                    case INPUT_GRADIENT -> dotTo(call.result() + x + DOUBLE * c, call.left() + y, call.right() + w);
                    case KERNEL_GRADIENT -> addTo(call.result() + w, call.left() + x + DOUBLE * c, call.right() + y);
                }
            }
        }
    }

    /// `row += scalar * other`, over the filters of a group.
    private void addTo(long row, long scalar, long other) {
        double a = get(scalar);
        for (int f = 0; f < g.groupFilters(); f++) {
            long to = row + DOUBLE * f;
            Memory.ALL.set(JAVA_DOUBLE_UNALIGNED, to, Math.fma(a, get(other + DOUBLE * f), get(to)));
        }
    }

    /// `scalar += sum of left * right`, over the filters of a group.
    private void dotTo(long scalar, long left, long right) {
        double sum = get(scalar);
        for (int f = 0; f < g.groupFilters(); f++) {
            sum = Math.fma(get(left + DOUBLE * f), get(right + DOUBLE * f), sum);
        }
        Memory.ALL.set(JAVA_DOUBLE_UNALIGNED, scalar, sum);
    }

    private static double get(long address) {
        return Memory.ALL.get(JAVA_DOUBLE_UNALIGNED, address);
    }

    /// Index of the input cell under a kernel cell, -1 in the padding.
    private int cell(int pixel, int tap) {
        int p = pixel / g.width().output();
        int t = tap / g.width().kernel();
        int w = g.width().cell(pixel % g.width().output(), tap % g.width().kernel());
        int h = g.height().cell(p % g.height().output(), t % g.height().kernel());
        int d = g.depth().cell(p / g.height().output(), t / g.height().kernel());
        return d < 0 || h < 0 || w < 0
                ? -1
                : (d * g.height().input() + h) * g.width().input() + w;
    }
}
