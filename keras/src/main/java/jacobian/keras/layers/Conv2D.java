package jacobian.keras.layers;

/// Convolution of images: each filter is a window that slides over height and width and sees all channels.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, height, width, channels)` |
/// | output | `(batch, new height, new width, filters)` |
/// | kernel | `(height, width, channels / groups, filters)` |
/// | bias | `(filters,)` |
///
/// With padding `SAME` an axis becomes `ceil(size / stride)` long, with `VALID` `floor((size - window) /
/// stride) + 1`.
public final class Conv2D extends ConvolutionLayer<Conv2D> {
    /// A window of `kernelSize` along every spatial axis.
    public Conv2D(int filters, int kernelSize) {
        super(2, filters, kernelSize);
    }

    /// A window of the given sizes, outermost axis first.
    public Conv2D(int filters, int height, int width) {
        super(2, filters, height, width);
    }
}
