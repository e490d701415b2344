package jacobian.engine.cpu;

import java.util.Optional;

/// One thread's walk over an image of a [DoubleConvolution]: which stretches of which lines of source and target meet
/// under each kernel cell. What is done there, [DoubleLanes] do.
final class DoubleImage {
    private static final long DOUBLE = Double.BYTES;

    private final ConvGeometry g;
    private final boolean towardsKernel;

    /// Whether the source has a channel for each kernel cell, that it has been multiplied by.
    private final boolean ofTaps;

    private final AxisPhase[][] phases = new AxisPhase[3][];
    private final int[] source = new int[3];
    private final int[] target = new int[3];
    private final long givenBytes;
    private final long targetBytes;
    private final boolean spreadsSource;
    private final boolean spreadsKernel;
    private final DoubleLanes given;
    private final DoubleLanes lanes;

    /// Bytes between two cells of the source, as it is read.
    private final long sourceBytes;

    // The image in progress.
    private long sources;
    private long targets;
    private long kernel;

    DoubleImage(ConvGeometry geometry, DoubleConvolution.Direction direction, Kernels kernels) {
        this(geometry, direction, kernels.laneLoops(), false);
    }

    /// The walk over a source that has a channel for each kernel cell, that it has been multiplied by.
    static DoubleImage ofTaps(ConvGeometry geometry, DoubleConvolution.Direction direction) {
        return new DoubleImage(geometry, direction, Optional.empty(), true);
    }

    private DoubleImage(
            ConvGeometry geometry, DoubleConvolution.Direction direction, Optional<LaneLoops> loops, boolean ofTaps) {
        g = geometry;
        this.ofTaps = ofTaps;
        towardsKernel = direction == DoubleConvolution.Direction.KERNEL_GRADIENT;
        boolean towardsInput = direction == DoubleConvolution.Direction.INPUT_GRADIENT;
        for (int i = 0; i < 3; i++) {
            ConvAxis axis = g.axes()[i];
            phases[i] = towardsInput ? AxisPhase.inputGradient(axis) : AxisPhase.forward(axis);
            source[i] = towardsInput ? axis.output() : axis.input();
            target[i] = towardsInput ? axis.input() : axis.output();
        }
        givenBytes = DOUBLE * (ofTaps ? g.taps() : towardsInput ? g.filters() : g.channels());
        targetBytes = DOUBLE * (towardsInput ? g.channels() : g.filters());
        given = DoubleLanes.of(g, towardsInput);
        var vectors = loops.filter(vector -> vector.width() <= lanes() && g.groups() > 1);
        lanes = vectors.map(given::spread).orElse(given);
        spreadsSource = vectors.isPresent() && !g.depthwise();
        spreadsKernel = spreadsSource && towardsInput;
        sourceBytes = spreadsSource ? given.spreadBytes() : givenBytes;
        lanes.walk(phases[2][0].sourceStep() * sourceBytes, phases[2][0].step() * targetBytes);
    }

    /// Bytes of scratch memory for what is spread: the kernel and an image.
    long scratchBytes() {
        return (spreadsKernel ? DOUBLE * g.kernelSize() : 0) + (spreadsSource ? sourcePixels() * sourceBytes : 0);
    }

    private long sourcePixels() {
        return (long) source[0] * source[1] * source[2];
    }

    /// Channels of the target.
    int lanes() {
        return (int) (targetBytes / DOUBLE);
    }

    /// Cells of the target.
    long pixels() {
        return (long) target[0] * target[1] * target[2];
    }

    /// From now on only lanes `first..last-1`.
    void only(int first, int last) {
        lanes.only(first, last);
    }

    /// From now on with this kernel, and scratch memory that nobody else uses.
    void begin(long kernel, long scratch) {
        this.kernel = kernel;
        sources = scratch;
        if (spreadsKernel) {
            given.spreadKernel(kernel, g.taps(), scratch);
            this.kernel = scratch;
            sources = scratch + DOUBLE * g.kernelSize();
        }
    }

    /// Adds all that image number `image` gives. The target is the upstream where a sum goes to the kernel.
    void add(long image, long sources, long targets) {
        long from = sources + image * sourcePixels() * givenBytes;
        if (spreadsSource) {
            given.spreadSource(from, givenBytes, sourcePixels(), this.sources);
        } else {
            this.sources = from;
        }
        this.targets = targets + image * pixels() * targetBytes;
        for (AxisPhase d : phases[0]) {
            for (AxisPhase h : phases[1]) {
                for (int i = 0; i < d.count() * h.count(); i++) {
                    line(d, i / h.count(), h, i % h.count());
                }
            }
        }
    }

    /// The target's line at places `z` and `y` of two phases.
    private void line(AxisPhase d, int z, AxisPhase h, int y) {
        long line = (d.first() + (long) z * d.step()) * target[1] + h.first() + (long) y * h.step();
        long to = targets + line * target[2] * targetBytes;
        for (int i = 0; i < d.taps().length; i++) {
            for (int j = 0; j < h.taps().length; j++) {
                int sourceZ = d.cell(z, i);
                int sourceY = h.cell(y, j);
                if (sourceZ >= 0 && sourceZ < source[0] && sourceY >= 0 && sourceY < source[1]) {
                    long from = sources + ((long) sourceZ * source[1] + sourceY) * source[2] * sourceBytes;
                    int tap = d.taps()[i] * g.height().kernel() + h.taps()[j];
                    kernelLine(from, to, tap * g.width().kernel());
                }
            }
        }
    }

    private void kernelLine(long from, long to, int tap) {
        for (AxisPhase w : phases[2]) {
            for (int n = 0; n < w.taps().length; n++) {
                cells(w, n, from, to + w.first() * targetBytes, tap + w.taps()[n]);
            }
        }
    }

    /// One kernel cell, wherever it is not in the padding.
    private void cells(AxisPhase w, int n, long from, long to, int tap) {
        int cell = w.cell(0, n);
        int step = w.sourceStep();
        int first = cell < 0 ? (step - 1 - cell) / step : 0;
        int last = cell < source[2] ? Math.min(w.count(), (source[2] - 1 - cell) / step + 1) : 0;
        if (first >= last) {
            return;
        }
        long x = from + w.cell(first, n) * sourceBytes;
        long y = to + (long) first * w.step() * targetBytes;
        long k = kernel + DOUBLE * tap * g.groupChannels() * g.filters();
        if (ofTaps) {
            lanes.addTerms(x + DOUBLE * tap, y, last - first);
        } else if (towardsKernel) {
            lanes.addToKernel(x, y, k, last - first);
        } else {
            lanes.addProducts(x, y, k, last - first);
        }
    }
}
