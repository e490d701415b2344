package jacobian.keras.layers;

/// Convolution of images, channel by channel: each window sees one channel.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, height, width, channels)` |
/// | output | `(batch, new height, new width, channels * depthMultiplier)` |
/// | kernel | `(height, width, channels, depthMultiplier)` |
/// | bias | `(channels * depthMultiplier,)` |
public final class DepthwiseConv2D extends DepthwiseConvolutionLayer<DepthwiseConv2D> {
    /// A window of `kernelSize` along every spatial axis.
    public DepthwiseConv2D(int kernelSize) {
        super(2, kernelSize);
    }

    /// A window of the given sizes, outermost axis first.
    public DepthwiseConv2D(int height, int width) {
        super(2, height, width);
    }
}
