package jacobian.keras.layers;

/// Transposed convolution of images: each cell of the input adds a window to the result, strides make it larger.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, height, width, channels)` |
/// | output | `(batch, new height, new width, filters)` |
/// | kernel | `(height, width, filters, channels)` |
/// | bias | `(filters,)` |
///
/// With padding `SAME` an axis becomes `size * stride` long, with `VALID` `(size - 1) * stride + max(window,
/// stride)`.
public final class Conv2DTranspose extends TransposedConvolutionLayer<Conv2DTranspose> {
    /// A window of `kernelSize` along every spatial axis.
    public Conv2DTranspose(int filters, int kernelSize) {
        super(2, filters, kernelSize);
    }

    /// A window of the given sizes, outermost axis first.
    public Conv2DTranspose(int filters, int height, int width) {
        super(2, filters, height, width);
    }
}
