package jacobian.keras.layers;

/// Convolution of images in two steps: windows that see one channel each, then filters that mix the channels of
/// each pixel (Chollet, "Xception: deep learning with depthwise separable convolutions", 2017).
///
/// | | shape |
/// |---|---|
/// | input | `(batch, height, width, channels)` |
/// | output | `(batch, new height, new width, filters)` |
/// | depthwise_kernel | `(height, width, channels, depthMultiplier)` |
/// | pointwise_kernel | `(1, 1, channels * depthMultiplier, filters)` |
/// | bias | `(filters,)` |
public final class SeparableConv2D extends SeparableConvolutionLayer<SeparableConv2D> {
    /// A window of `kernelSize` along every spatial axis.
    public SeparableConv2D(int filters, int kernelSize) {
        super(2, filters, kernelSize);
    }

    /// A window of the given sizes, outermost axis first.
    public SeparableConv2D(int filters, int height, int width) {
        super(2, filters, height, width);
    }
}
