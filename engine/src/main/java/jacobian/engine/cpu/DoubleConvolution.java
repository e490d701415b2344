package jacobian.engine.cpu;

import java.util.Arrays;

/// Float64 convolution in all directions without a matrix product: a line of cells at a time, kernel cell by kernel
/// cell. For shapes too small or too narrow for the tiles of a product.
///
/// Each element is one fma chain, in the order of the kernel's cells or, towards the kernel, of the pixels. Forward
/// and towards the input a thread owns images, towards the kernel it owns filters.
final class DoubleConvolution implements Convolution {
    enum Direction {
        FORWARD,
        INPUT_GRADIENT,
        KERNEL_GRADIENT
    }

    private static final long DOUBLE = Double.BYTES;

    /// Operations on an image from which on tiles of the Vector API are worth their compilation.
    private static final long OPERATIONS_WORTH_PRODUCTS = 32_768;

    /// Channels times filters of a group from which on its product is faster than vectors of many groups' channels.
    private static final int PRODUCT_OF_A_GROUP = 64;

    /// How many times as long a multiplication takes as on tiles of float32.
    private static final int SLOWER = 16;

    private final ConvGeometry g;
    private final Direction direction;
    private final Kernels kernels;
    private final ThreadTeam.Work work = this::part;

    private DoubleImage[] workers = {};

    // The run in progress.
    private ConvCall call = new ConvCall(ThreadTeam.of(1), 0, Epilogue.NONE);

    DoubleConvolution(ConvGeometry geometry, Direction direction, Kernels kernels) {
        g = geometry;
        this.direction = direction;
        this.kernels = kernels;
    }

    /// By matrix products where the shape is worth them.
    static Convolution of(ConvGeometry g, Direction direction, Kernels kernels) {
        if (!isSmall(g) && isSingle(g, direction)) {
            return new DoubleSingle(g, direction, kernels);
        }
        if (isSmall(g) || isNarrow(g)) {
            return new DoubleConvolution(g, direction, isSmall(g) ? new ScalarKernels() : kernels);
        }
        return switch (direction) {
            case FORWARD -> DoubleCorrelation.forward(g, kernels);
            case INPUT_GRADIENT -> DoubleCorrelation.inputGradient(g, kernels);
            case KERNEL_GRADIENT -> new DoubleKernelGradient(g, kernels);
        };
    }

    private static boolean isSmall(ConvGeometry g) {
        return 2 * g.outputPixels() * g.kernelSize() < OPERATIONS_WORTH_PRODUCTS;
    }

    /// Whether there is one channel to go to, and every source cell meets every kernel cell, but for the padding.
    static boolean isSingle(ConvGeometry g, Direction direction) {
        return switch (direction) {
            case FORWARD ->
                g.filters() == 1
                        && g.depth().stride() * g.height().stride() * g.width().stride() == 1;
            case INPUT_GRADIENT -> g.channels() == 1 && g.groups() == 1;
            case KERNEL_GRADIENT -> false;
        };
    }

    /// Whether a group would take longer to lower than to multiply.
    private static boolean isNarrow(ConvGeometry g) {
        return g.groups() > 1 && g.groupFilters() * g.groupChannels() < PRODUCT_OF_A_GROUP;
    }

    @Override
    public long scratchBytes(int batch, int threads) {
        prepare(threads);
        return threads * workers[0].scratchBytes();
    }

    private void prepare(int threads) {
        int ready = workers.length;
        if (ready < threads) {
            workers = Arrays.copyOf(workers, threads);
            for (int t = ready; t < threads; t++) {
                workers[t] = new DoubleImage(g, direction, kernels);
            }
        }
    }

    @Override
    public void run(ConvCall call) {
        this.call = call;
        prepare(call.team().size());
        double multiplyAdds = (double) call.batch() * g.outputPixels() * g.kernelSize();
        Sharing.run(call.team(), SLOWER * multiplyAdds / Sharing.MULTIPLY_ADDS, work);
    }

    private void part(int t) {
        boolean towardsKernel = direction == Direction.KERNEL_GRADIENT;
        long scratch = call.scratch() + t * workers[t].scratchBytes();
        workers[t].begin(towardsKernel ? call.result() : call.right(), scratch);
        if (towardsKernel) {
            filters(t);
        } else {
            images(t);
        }
    }

    /// The images of thread `t`.
    private void images(int t) {
        int threads = call.team().size();
        DoubleImage worker = workers[t];
        long pixels = worker.pixels();
        long last = ThreadTeam.firstBlock(call.batch(), t + 1, threads);
        worker.only(0, worker.lanes());
        for (long image = ThreadTeam.firstBlock(call.batch(), t, threads); image < last; image++) {
            long bytes = DOUBLE * pixels * worker.lanes();
            Memory.clear(call.result() + image * bytes, bytes);
            worker.add(image, call.left(), call.result());
            call.epilogue().run(t, image * pixels, (image + 1) * pixels, 0, worker.lanes());
        }
    }

    /// The filters of thread `t`, of all images.
    private void filters(int t) {
        int threads = call.team().size();
        int first = (int) ThreadTeam.firstBlock(g.filters(), t, threads);
        int last = (int) ThreadTeam.firstBlock(g.filters(), t + 1, threads);
        for (long row = 0; row < g.kernelSize() / g.filters(); row++) {
            Memory.clear(call.result() + DOUBLE * (row * g.filters() + first), DOUBLE * (last - first));
        }
        workers[t].only(first, last);
        for (long image = 0; image < call.batch(); image++) {
            workers[t].add(image, call.left(), call.right());
        }
    }
}
