package jacobian.engine.cpu;

import java.lang.foreign.MemorySegment;

/// The result cells of one combination of axis phases of a [DoubleCorrelation]. Several parts there are only towards
/// the input, where each lies scattered over it.
///
/// @param phase what is read along each axis
/// @param columns how it is lowered
/// @param taps the kernel cells, in the order of the sum
/// @param kernel where these lie in the turned kernel, in bytes
record DoublePart(AxisPhase[] phase, DoubleColumns columns, int[] taps, long kernel) {
    static DoublePart of(AxisPhase[] phase, DoubleColumns columns, ConvGeometry g, long kernel) {
        int[] height = phase[1].taps();
        int[] width = phase[2].taps();
        int[] taps = new int[phase[0].taps().length * height.length * width.length];
        for (int i = 0; i < taps.length; i++) {
            int d = phase[0].taps()[i / width.length / height.length];
            int h = height[i / width.length % height.length];
            taps[i] = (d * g.height().kernel() + h) * g.width().kernel() + width[i % width.length];
        }
        return new DoublePart(phase, columns, taps, kernel);
    }

    /// Thread `t` turns its share of the kernel: for each channel, the filters of all cells side by side.
    void turn(ConvGeometry g, ConvCall call, int t) {
        int groups = g.groups();
        int channels = g.groupChannels();
        long bytes = (long) Double.BYTES * g.groupFilters();
        int threads = call.team().size();
        long last = ThreadTeam.firstBlock(channels, t + 1, threads);
        for (long row = ThreadTeam.firstBlock(channels, t, threads); row < last; row++) {
            for (int group = 0; group < groups; group++) {
                long to = call.scratch() + kernel + (group * channels + row) * taps.length * bytes;
                for (int n = 0; n < taps.length; n++) {
                    long from = call.right() + ((taps[n] * channels + row) * groups + group) * bytes;
                    MemorySegment.copy(Memory.ALL, from, Memory.ALL, to + n * bytes, bytes);
                }
            }
        }
    }

    /// Moves rows `from..to-1`, counted through all images, from `block` to where they belong towards the input.
    void scatter(ConvGeometry g, long from, long to, long block, long result) {
        AxisPhase d = phase[0];
        AxisPhase h = phase[1];
        AxisPhase w = phase[2];
        long bytes = (long) Double.BYTES * g.channels();
        for (long row = from; row < to; row++) {
            long line = row / w.count();
            long plane = line / h.count();
            long image = plane / d.count();
            long z = image * g.depth().input() + d.first() + plane % d.count() * d.step();
            long y = z * g.height().input() + h.first() + line % h.count() * h.step();
            long cell = y * g.width().input() + w.first() + row % w.count() * w.step();
            MemorySegment.copy(Memory.ALL, block + (row - from) * bytes, Memory.ALL, result + cell * bytes, bytes);
        }
    }
}
