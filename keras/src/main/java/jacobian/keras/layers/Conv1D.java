package jacobian.keras.layers;

/// Convolution of sequences: each filter is a window that slides over steps and sees all channels.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, channels)` |
/// | output | `(batch, new steps, filters)` |
/// | kernel | `(kernel, channels / groups, filters)` |
/// | bias | `(filters,)` |
///
/// With padding `SAME` an axis becomes `ceil(size / stride)` long, with `VALID` `floor((size - window) /
/// stride) + 1`.
public final class Conv1D extends ConvolutionLayer<Conv1D> {
    /// A window of `kernelSize` along the steps.
    public Conv1D(int filters, int kernelSize) {
        super(1, filters, kernelSize);
    }
}
