package jacobian.engine.cpu;

import java.util.Arrays;

/// Float64 convolution to a single channel, forward or towards the input: a matrix product of all source cells and
/// all kernel cells, whose elements are then added up where they belong. A product of lowered columns would leave
/// most of each tile empty.
///
/// An element is the sum over the kernel's cells, in their order, of what [Matmul] makes of the channels. A thread
/// owns images.
final class DoubleSingle implements Convolution {
    private static final long DOUBLE = Double.BYTES;

    private final ConvGeometry g;
    private final DoubleConvolution.Direction direction;
    private final Kernels kernels;
    private final int sourcePixels;
    private final int channels;
    private final ThreadTeam.Work work = this::images;

    private DoubleImage[] workers = {};
    private MatmulPart[] products = {};

    // The run in progress.
    private ConvCall call = new ConvCall(ThreadTeam.of(1), 0, Epilogue.NONE);

    DoubleSingle(ConvGeometry geometry, DoubleConvolution.Direction direction, Kernels kernels) {
        g = geometry;
        this.direction = direction;
        this.kernels = kernels;
        boolean towardsInput = direction == DoubleConvolution.Direction.INPUT_GRADIENT;
        sourcePixels = Math.toIntExact(towardsInput ? g.outputPixels() : g.inputPixels());
        channels = towardsInput ? g.filters() : g.channels();
    }

    private void prepare(int threads) {
        int ready = workers.length;
        if (ready < threads) {
            workers = Arrays.copyOf(workers, threads);
            products = Arrays.copyOf(products, threads);
            for (int t = ready; t < threads; t++) {
                workers[t] = DoubleImage.ofTaps(g, direction);
                products[t] = kernels.float64Matmul(product());
            }
        }
    }

    /// The kernel is `(taps, channels)` in either direction.
    private MatmulGeometry product() {
        return MatmulGeometry.of(sourcePixels, g.taps(), channels).transposeB().withSteadyB();
    }

    @Override
    public long scratchBytes(int batch, int threads) {
        prepare(threads);
        return threads * threadBytes();
    }

    private long threadBytes() {
        return termBytes() + align(products[0].scratchBytes());
    }

    private long termBytes() {
        return align(DOUBLE * sourcePixels * g.taps());
    }

    private static long align(long bytes) {
        return (bytes + Memory.ALIGNMENT - 1) & -Memory.ALIGNMENT;
    }

    @Override
    public void run(ConvCall call) {
        this.call = call;
        prepare(call.team().size());
        double multiplyAdds = (double) call.batch() * sourcePixels * g.kernelSize();
        Sharing.run(call.team(), 4 * multiplyAdds / Sharing.MULTIPLY_ADDS, work);
    }

    /// The images of thread `t`.
    private void images(int t) {
        int threads = call.team().size();
        long terms = call.scratch() + t * threadBytes();
        MatmulPart product = products[t];
        product.scratch = terms + termBytes();
        product.forgetB();
        product.b = call.right();
        product.c = terms;
        long pixels = workers[t].pixels();
        long last = ThreadTeam.firstBlock(call.batch(), t + 1, threads);
        for (long image = ThreadTeam.firstBlock(call.batch(), t, threads); image < last; image++) {
            product.a = call.left() + DOUBLE * image * sourcePixels * channels;
            product.beginRun();
            product.run(0, 0, sourcePixels, 0, g.taps());
            long result = call.result() + DOUBLE * image * pixels;
            Memory.clear(result, DOUBLE * pixels);
            workers[t].add(0, terms, result);
            call.epilogue().run(t, image * pixels, (image + 1) * pixels, 0, 1);
        }
    }
}
