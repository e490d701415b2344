package jacobian.keras.layers;

/// Convolution of sequences in two steps: windows that see one channel each, then filters that mix the channels
/// of each step.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, channels)` |
/// | output | `(batch, new steps, filters)` |
/// | depthwise_kernel | `(kernel, channels, depthMultiplier)` |
/// | pointwise_kernel | `(1, channels * depthMultiplier, filters)` |
/// | bias | `(filters,)` |
public final class SeparableConv1D extends SeparableConvolutionLayer<SeparableConv1D> {
    /// A window of `kernelSize` along the steps.
    public SeparableConv1D(int filters, int kernelSize) {
        super(1, filters, kernelSize);
    }
}
