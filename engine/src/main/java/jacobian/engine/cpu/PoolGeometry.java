package jacobian.engine.cpu;

/// The shape of a pooling without its batch, channels last: (batch, depth, height, width, channels) to the same
/// with each axis' output; of an axis, `kernel` is the window's size.
///
/// @param depth first spatial axis, [ConvAxis#ABSENT] in one and two dimensions
/// @param height second spatial axis, [ConvAxis#ABSENT] in one dimension
/// @param width last spatial axis
/// @param channels channels of input and output
public record PoolGeometry(ConvAxis depth, ConvAxis height, ConvAxis width, int channels) {
    ConvAxis[] axes() {
        return new ConvAxis[] {depth, height, width};
    }

    long inputPixels() {
        return (long) depth.input() * height.input() * width.input();
    }

    long outputPixels() {
        return (long) depth.output() * height.output() * width.output();
    }

    /// Whether every cell of the input is in exactly one window.
    boolean partition() {
        for (ConvAxis axis : axes()) {
            boolean tiled = axis.kernel() == axis.stride() && (axis.dilation() == 1 || axis.kernel() == 1);
            if (!tiled || axis.low() != 0 || axis.input() != axis.output() * axis.stride()) {
                return false;
            }
        }
        return true;
    }
}
