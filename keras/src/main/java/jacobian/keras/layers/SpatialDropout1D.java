package jacobian.keras.layers;

/// In training, sets a random part of the channels of each example to 0 and divides the others by `1 - rate`;
/// otherwise does nothing (Tompson et al., "Efficient object localization using convolutional networks", 2015).
///
/// | | shape |
/// |---|---|
/// | input, output | `(batch, steps, channels)` |
public final class SpatialDropout1D extends SpatialDropoutLayer<SpatialDropout1D> {
    /// `rate` is the part of the channels that is set to 0, from 0 to 1.
    public SpatialDropout1D(double rate) {
        super(1, rate);
    }
}
