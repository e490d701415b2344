package jacobian.keras.layers;

/// Transposed convolution of volumes: each cell of the input adds a window to the result, strides make it larger.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, depth, height, width, channels)` |
/// | output | `(batch, new depth, new height, new width, filters)` |
/// | kernel | `(depth, height, width, filters, channels)` |
/// | bias | `(filters,)` |
///
/// With padding `SAME` an axis becomes `size * stride` long, with `VALID` `(size - 1) * stride + max(window,
/// stride)`.
public final class Conv3DTranspose extends TransposedConvolutionLayer<Conv3DTranspose> {
    /// A window of `kernelSize` along every spatial axis.
    public Conv3DTranspose(int filters, int kernelSize) {
        super(3, filters, kernelSize);
    }

    /// A window of the given sizes, outermost axis first.
    public Conv3DTranspose(int filters, int depth, int height, int width) {
        super(3, filters, depth, height, width);
    }
}
