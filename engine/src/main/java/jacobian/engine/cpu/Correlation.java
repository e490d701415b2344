package jacobian.engine.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Convolution forward and towards the input, as one gathered matrix product per band of an image, group and
/// phase.
///
/// The kernel is packed once per run. A band is as much of an image as fits into the second-level cache with its
/// result; the split into bands and threads changes no bit, since no sum crosses it.
final class Correlation implements Convolution {
    /// Source and result of a band together, in bytes: half a second-level cache of 1 MB.
    private static final long BAND_BYTES = 384 << 10;

    private final GatherMatmul matmul;
    private final CorrelationPart.Channels channels;
    private final SourceWindow window;
    private final List<CorrelationPart> parts = new ArrayList<>();
    private final PackedKernel kernel;
    private final long sourceBytes;
    private final int resultPixels;
    private final int bandPixels;
    private final int outerCount;
    private final int band;
    private final boolean depthwise;
    private final double multiplyAdds;
    private final ThreadTeam.Work packing = this::pack;
    private final ThreadTeam.Work correlating = this::correlate;

    private Worker[] workers = {};

    // The run in progress, and how many cells of the outermost axis a unit of it has.
    private ConvCall call = new ConvCall(ThreadTeam.of(1), 0, Epilogue.NONE);
    private int height;

    static Correlation forward(ConvGeometry g, GatherMatmul matmul) {
        var phases = new AxisPhase[3][];
        int[] source = new int[3];
        int[] result = new int[3];
        for (int i = 0; i < 3; i++) {
            ConvAxis axis = g.axes()[i];
            phases[i] = AxisPhase.forward(axis);
            source[i] = axis.input();
            result[i] = axis.output();
        }
        var channels = new CorrelationPart.Channels(g.channels(), g.filters(), g.groups());
        return new Correlation(g, matmul, new Axes(phases, source, result), channels, false);
    }

    static Correlation inputGradient(ConvGeometry g, GatherMatmul matmul) {
        var phases = new AxisPhase[3][];
        int[] source = new int[3];
        int[] result = new int[3];
        for (int i = 0; i < 3; i++) {
            ConvAxis axis = g.axes()[i];
            phases[i] = AxisPhase.inputGradient(axis);
            source[i] = axis.output();
            result[i] = axis.input();
        }
        var channels = new CorrelationPart.Channels(g.filters(), g.channels(), g.groups());
        return new Correlation(g, matmul, new Axes(phases, source, result), channels, true);
    }

    /// The three axes: what is read, cells of the source, cells of the result.
    private record Axes(AxisPhase[][] phases, int[] source, int[] result) {
        /// The outermost axis along which the result has more than one cell.
        int outer() {
            return result[0] > 1 ? 0 : result[1] > 1 ? 1 : 2;
        }

        long innerResult() {
            return (long) result[0] * result[1] * result[2] / result[outer()];
        }
    }

    private Correlation(
            ConvGeometry g, GatherMatmul matmul, Axes axes, CorrelationPart.Channels channels, boolean transposed) {
        this.matmul = matmul;
        this.channels = channels;
        depthwise = g.depthwise();
        multiplyAdds = (double) g.outputPixels() * g.kernelSize();
        int outer = axes.outer();
        AxisPhase first = axes.phases[outer][0];
        outerCount = first.count();
        band = band(axes, channels, first);
        window = new SourceWindow(axes.source, channels.source(), axes.phases, outer, band);
        sourceBytes = 4L * axes.source[0] * axes.source[1] * axes.source[2] * channels.source();
        resultPixels = axes.result[0] * axes.result[1] * axes.result[2];
        bandPixels = Math.toIntExact(axes.innerResult() * first.step());
        var frame = new CorrelationPart.Frame(window, outer, band, axes.result, channels);
        for (AxisPhase d : axes.phases[0]) {
            for (AxisPhase h : axes.phases[1]) {
                for (AxisPhase w : axes.phases[2]) {
                    AxisPhase[] phase = {d, h, w};
                    parts.add(CorrelationPart.of(
                            phase, frame, g.height().kernel(), g.width().kernel()));
                }
            }
        }
        kernel = new PackedKernel(g, parts, matmul, transposed);
    }

    private static int band(Axes axes, CorrelationPart.Channels channels, AxisPhase outer) {
        long source = 4L * axes.source[0] * axes.source[1] * axes.source[2] / axes.source[axes.outer()];
        long cell = source * channels.source() * outer.sourceStep()
                + 4 * axes.innerResult() * channels.result() * outer.step();
        return Math.clamp(BAND_BYTES / cell, 1, outer.count());
    }

    @Override
    public long scratchBytes(int batch, int threads) {
        return kernel.bytes() + threads * threadBytes();
    }

    @Override
    public long keptBytes() {
        return kernel.bytes();
    }

    private long threadBytes() {
        return align(window.bytes()) + align(GatherMatmul.WORK_BYTES);
    }

    private static long align(long bytes) {
        return (bytes + Memory.ALIGNMENT - 1) & -Memory.ALIGNMENT;
    }

    @Override
    public void run(ConvCall call) {
        this.call = call;
        int threads = call.team().size();
        if (workers.length < threads) {
            workers = Stream.generate(Worker::new).limit(threads).toArray(Worker[]::new);
        }
        if (!call.hasKernel()) {
            Sharing.run(call.team(), kernel.bytes() / 4.0 / Sharing.ELEMENTS, packing);
        }
        int wanted = Math.max(ceil(outerCount, band), ceil(threads == 1 ? 1 : 4 * threads, call.batch()));
        height = ceil(outerCount, Math.min(wanted, outerCount));
        Sharing.run(call.team(), call.batch() * multiplyAdds / Sharing.MULTIPLY_ADDS, correlating);
    }

    private void pack(int t) {
        kernel.pack(call.right(), call.kernel(), t, call.team().size());
    }

    /// The share of thread `t`.
    private void correlate(int t) {
        int threads = call.team().size();
        long work = call.scratch() + kernel.bytes() + t * threadBytes();
        var worker = workers[t];
        worker.task.work = work;
        worker.halo.begin(work + align(GatherMatmul.WORK_BYTES));
        long units = (long) call.batch() * ceil(outerCount, height);
        long end = ThreadTeam.firstBlock(units, t + 1, threads);
        for (long unit = ThreadTeam.firstBlock(units, t, threads); unit < end; unit++) {
            unit(worker, t, unit);
        }
    }

    private static int ceil(int n, int d) {
        return (n + d - 1) / d;
    }

    /// A thread's own things.
    private static final class Worker {
        final Gather task = new Gather();
        final SourceWindow.Halo halo = new SourceWindow.Halo();
    }

    /// One band of one image.
    private void unit(Worker worker, int thread, long unit) {
        int bands = ceil(outerCount, height);
        long image = unit / bands;
        int from = (int) (unit % bands) * height;
        int to = Math.min(outerCount, from + height);
        long left = window.open(call.left() + image * sourceBytes, from, to - from, worker.halo);
        long firstPixel = image * resultPixels + (long) from * bandPixels;
        long lastPixel = Math.min((image + 1) * resultPixels, firstPixel + (long) (to - from) * bandPixels);
        Gather task = worker.task;
        task.accumulate = false;
        int groups = depthwise ? 1 : channels.groups();
        task.columns = channels.result() / groups;
        task.rightStep = depthwise ? 4L * task.columns : 0;
        for (int group = 0; group < groups; group++) {
            task.left = left + 4L * group * (channels.source() / channels.groups());
            task.result = call.result() + 4 * (firstPixel * channels.result() + (long) group * task.columns);
            for (int i = 0; i < parts.size(); i++) {
                task.right = call.kernel() + kernel.offset(i, group);
                multiply(task, parts.get(i), from, to);
            }
        }
        call.epilogue().run(thread, firstPixel, lastPixel, 0, channels.result());
    }

    private void multiply(Gather task, CorrelationPart part, int from, int to) {
        task.rows = part.rows();
        task.outs = part.outs();
        task.depth = part.depth();
        int end = Math.min(to, part.outerCount());
        int next;
        for (int place = from; place < end; place = next) {
            CorrelationPart.Terms real = part.real()[place];
            next = place + 1;
            while (next < end && part.real()[next] == real) {
                next++;
            }
            task.terms = real.offsets();
            task.termCount = real.offsets().length;
            task.termFrom = real.from();
            task.rowFrom = (place - from) * part.innerCount();
            task.rowTo = (next - from) * part.innerCount();
            if (depthwise) {
                matmul.multiplyLanes(task);
            } else {
                matmul.multiply(task);
            }
        }
    }
}
