package jacobian.engine.cpu;

import java.util.Arrays;

/// How the images of one side of a convolution are cut into tiles of two by two cells of the result, and tiles into
/// units that a thread does in one go: some images whole, or a band of an image.
final class WinogradGrid {
    private static final int SIDE = WinogradLoops.SIDE;
    private static final int MOST_IMAGES = 16;

    final int sourceChannels;
    final int resultChannels;

    /// Tiles of an image along its height and its width.
    final int high;

    final int wide;

    private final int[] sourceExtent;
    private final int[] resultExtent;
    private final int first;
    private final int firstWide;

    /// Rows of tiles and images of a unit at most.
    final int band;

    final int images;

    final SourceWindow window;

    /// Whether a convolution can and should go this way. Few channels have nothing to sum, and the transforms cost
    /// more than they save.
    static boolean suits(ConvGeometry g) {
        return g.depth().equals(ConvAxis.ABSENT)
                && suits(g.height())
                && suits(g.width())
                && g.groups() == 1
                && g.channels() % 16 == 0
                && g.filters() % 16 == 0;
    }

    private static boolean suits(ConvAxis axis) {
        return axis.kernel() == 3
                && axis.stride() == 1
                && axis.dilation() == 1
                && axis.low() < 3
                && axis.high() < 3
                && axis.output() > SIDE;
    }

    /// @param towardsInput whether the source is the upstream and the result the input's gradient
    /// @param tileBytes what the planes of a tile take
    /// @param unitBytes what those of a unit may take
    WinogradGrid(ConvGeometry g, boolean towardsInput, long tileBytes, long unitBytes) {
        ConvAxis height = g.height();
        ConvAxis width = g.width();
        sourceChannels = towardsInput ? g.filters() : g.channels();
        resultChannels = towardsInput ? g.channels() : g.filters();
        sourceExtent = new int[] {
            1, towardsInput ? height.output() : height.input(), towardsInput ? width.output() : width.input()
        };
        resultExtent = new int[] {
            1, towardsInput ? height.input() : height.output(), towardsInput ? width.input() : width.output()
        };
        high = (resultExtent[1] + SIDE - 1) / SIDE;
        wide = (resultExtent[2] + SIDE - 1) / SIDE;
        first = towardsInput ? height.low() - 2 : -height.low();
        firstWide = towardsInput ? width.low() - 2 : -width.low();
        int tiles = Math.clamp(unitBytes / tileBytes, 1, Integer.MAX_VALUE);
        int bands = (high + Math.clamp(tiles / wide, 1, high) - 1) / Math.clamp(tiles / wide, 1, high);
        band = (high + bands - 1) / bands;
        images = bands > 1 ? 1 : Math.clamp(tiles / (high * wide), 1, MOST_IMAGES);
        AxisPhase[][] phases = {AxisPhase.forward(ConvAxis.ABSENT), patches(first, high), patches(firstWide, wide)};
        window = new SourceWindow(sourceExtent, sourceChannels, phases, 1, SIDE * band);
    }

    /// Every tile reads whole patches, also where it sticks out of the result.
    private static AxisPhase[] patches(int first, int tiles) {
        int[] cells = {0, 1, 2};
        return new AxisPhase[] {new AxisPhase(0, 1, SIDE * tiles, first, 1, cells, cells)};
    }

    long sourceBytes() {
        return 4L * sourceExtent[1] * sourceExtent[2] * sourceChannels;
    }

    int resultPixels() {
        return resultExtent[1] * resultExtent[2];
    }

    int resultHeight() {
        return resultExtent[1];
    }

    int resultWidth() {
        return resultExtent[2];
    }

    /// Most tiles of a unit.
    int tiles() {
        return images * band * wide;
    }

    /// Where the patch of the first tile of row `row` of an opened band begins, beside its address.
    long patch(int row) {
        return window.offset(1, first + SIDE * row) + window.offset(2, firstWide);
    }

    /// Bytes between planes of `width` floats a tile. Were they a power of two apart, the 16 that are written
    /// together would meet in one set of the first-level cache.
    long planeBytes(int width) {
        return planeBytes(tiles(), width);
    }

    static long planeBytes(int rows, int width) {
        return (4L * rows * width + Memory.ALIGNMENT - 1) / Memory.ALIGNMENT * Memory.ALIGNMENT + Memory.ALIGNMENT;
    }

    /// `count` distances of `step` bytes.
    static long[] offsets(int count, long step) {
        long[] table = new long[count];
        Arrays.setAll(table, i -> i * step);
        return table;
    }
}
