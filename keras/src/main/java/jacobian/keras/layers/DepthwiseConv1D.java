package jacobian.keras.layers;

/// Convolution of sequences, channel by channel: each window sees one channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, channels)` |
/// | output | `(batch, new steps, channels * depthMultiplier)` |
/// | kernel | `(kernel, channels, depthMultiplier)` |
/// | bias | `(channels * depthMultiplier,)` |
public final class DepthwiseConv1D extends DepthwiseConvolutionLayer<DepthwiseConv1D> {
    /// A window of `kernelSize` along the steps.
    public DepthwiseConv1D(int kernelSize) {
        super(1, kernelSize);
    }
}
