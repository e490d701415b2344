package jacobian.keras.layers;

/// Convolution of volumes: each filter is a window that slides over depth, height, width and sees all channels.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, depth, height, width, channels)` |
/// | output | `(batch, new depth, new height, new width, filters)` |
/// | kernel | `(depth, height, width, channels / groups, filters)` |
/// | bias | `(filters,)` |
///
/// With padding `SAME` an axis becomes `ceil(size / stride)` long, with `VALID` `floor((size - window) /
/// stride) + 1`.
public final class Conv3D extends ConvolutionLayer<Conv3D> {
    /// A window of `kernelSize` along every spatial axis.
    public Conv3D(int filters, int kernelSize) {
        super(3, filters, kernelSize);
    }

    /// A window of the given sizes, outermost axis first.
    public Conv3D(int filters, int depth, int height, int width) {
        super(3, filters, depth, height, width);
    }
}
