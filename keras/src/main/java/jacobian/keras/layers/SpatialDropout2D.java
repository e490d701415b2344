package jacobian.keras.layers;

/// In training, sets a random part of the channels of each example to 0 and divides the others by `1 - rate`;
/// otherwise does nothing (Tompson et al., "Efficient object localization using convolutional networks", 2015).
///
/// | | shape |
/// |---|---|
/// | input, output | `(batch, height, width, channels)` |
public final class SpatialDropout2D extends SpatialDropoutLayer<SpatialDropout2D> {
    /// `rate` is the part of the channels that is set to 0, from 0 to 1.
    public SpatialDropout2D(double rate) {
        super(2, rate);
    }
}
