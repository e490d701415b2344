package jacobian.keras.layers;

/// Transposed convolution of sequences: each cell of the input adds a window to the result, strides make it
/// larger.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, channels)` |
/// | output | `(batch, new steps, filters)` |
/// | kernel | `(kernel, filters, channels)` |
/// | bias | `(filters,)` |
///
/// With padding `SAME` an axis becomes `size * stride` long, with `VALID` `(size - 1) * stride + max(window,
/// stride)`.
public final class Conv1DTranspose extends TransposedConvolutionLayer<Conv1DTranspose> {
    /// A window of `kernelSize` along the steps.
    public Conv1DTranspose(int filters, int kernelSize) {
        super(1, filters, kernelSize);
    }
}
