package jacobian.engine.cpu;

/// One direction of a convolution with everything prepared that does not depend on the batch. One instance serves
/// one run at a time; a run allocates nothing once there has been one on as many threads.
public interface Convolution {
    /// Bytes of scratch memory that a run of `batch` images on `threads` threads needs.
    long scratchBytes(int batch, int threads);

    /// Bytes of what a run makes of the kernel before it begins, so that the next run need not; 0 where that is
    /// nothing.
    default long keptBytes() {
        return 0;
    }

    /// Computes the result.
    void run(ConvCall call);

    /// `output = convolution(input, kernel)`: left is the input, right the kernel.
    static Convolution forward(ConvGeometry geometry) {
        return forward(geometry, Kernels.standard());
    }

    /// The gradient with respect to the input: left is the upstream, right the kernel.
    static Convolution inputGradient(ConvGeometry geometry) {
        return inputGradient(geometry, Kernels.standard());
    }

    /// The gradient with respect to the kernel: left is the input, right the upstream.
    static Convolution kernelGradient(ConvGeometry geometry) {
        return kernelGradient(geometry, Kernels.standard());
    }

    /// [#forward(ConvGeometry)] by given kernels.
    static Convolution forward(ConvGeometry geometry, Kernels kernels) {
        return WinogradGrid.suits(geometry)
                ? new WinogradCorrelation(geometry, kernels, false)
                : Correlation.forward(geometry, kernels.gather());
    }

    /// [#inputGradient(ConvGeometry)] by given kernels.
    static Convolution inputGradient(ConvGeometry geometry, Kernels kernels) {
        return WinogradGrid.suits(geometry)
                ? new WinogradCorrelation(geometry, kernels, true)
                : Correlation.inputGradient(geometry, kernels.gather());
    }

    /// [#kernelGradient(ConvGeometry)] by given kernels.
    static Convolution kernelGradient(ConvGeometry geometry, Kernels kernels) {
        return WinogradGrid.suits(geometry)
                ? new WinogradKernelGradient(geometry, kernels)
                : new KernelGradient(geometry, kernels.gather());
    }

    /// [#forward(ConvGeometry)] of float64 arrays.
    static Convolution forwardFloat64(ConvGeometry geometry) {
        return DoubleConvolution.of(geometry, DoubleConvolution.Direction.FORWARD, Kernels.standard());
    }

    /// [#inputGradient(ConvGeometry)] of float64 arrays.
    static Convolution inputGradientFloat64(ConvGeometry geometry) {
        return DoubleConvolution.of(geometry, DoubleConvolution.Direction.INPUT_GRADIENT, Kernels.standard());
    }

    /// [#kernelGradient(ConvGeometry)] of float64 arrays.
    static Convolution kernelGradientFloat64(ConvGeometry geometry) {
        return DoubleConvolution.of(geometry, DoubleConvolution.Direction.KERNEL_GRADIENT, Kernels.standard());
    }
}
