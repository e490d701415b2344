package jacobian.engine.cpu;

/// The shape of a convolution without its batch, channels last.
///
/// | array | shape |
/// |---|---|
/// | input | (batch, depth, height, width, channels) |
/// | kernel | (kernel depth, height, width, channels / groups, filters) |
/// | output | (batch, output depth, height, width, filters) |
///
/// Group `g` takes the channels from `g * channels / groups` and gives the filters from `g * filters / groups`.
///
/// @param depth first spatial axis, [ConvAxis#ABSENT] in one and two dimensions
/// @param height second spatial axis, [ConvAxis#ABSENT] in one dimension
/// @param width last spatial axis
/// @param channels channels of the input
/// @param filters channels of the output
/// @param groups parts into which channels and filters are cut
public record ConvGeometry(ConvAxis depth, ConvAxis height, ConvAxis width, int channels, int filters, int groups) {
    /// Checks that groups divide channels and filters.
    ///
    /// @throws IllegalArgumentException if they do not
    public ConvGeometry {
        if (channels < 1 || filters < 1 || groups < 1 || channels % groups != 0 || filters % groups != 0) {
            throw new IllegalArgumentException("convolution of " + channels + " channels to " + filters + " filters in "
                    + groups + " groups: groups must divide both");
        }
    }

    /// The spatial axes, outermost first.
    ConvAxis[] axes() {
        return new ConvAxis[] {depth, height, width};
    }

    /// Cells of one image.
    public long inputPixels() {
        return (long) depth.input() * height.input() * width.input();
    }

    /// Cells of one image of the output.
    public long outputPixels() {
        return (long) depth.output() * height.output() * width.output();
    }

    /// Cells of the kernel.
    public int taps() {
        return depth.kernel() * height.kernel() * width.kernel();
    }

    /// Channels that one filter sees.
    public int groupChannels() {
        return channels / groups;
    }

    /// Filters of one group.
    public int groupFilters() {
        return filters / groups;
    }

    /// Numbers in the kernel.
    public long kernelSize() {
        return (long) taps() * groupChannels() * filters;
    }

    /// Whether each filter sees one channel and each channel one filter.
    public boolean depthwise() {
        return groups == channels && filters == channels && groups > 1;
    }
}
