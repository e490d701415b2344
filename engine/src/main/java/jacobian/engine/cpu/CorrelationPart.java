package jacobian.engine.cpu;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The tables of one combination of axis phases: which cells of the source and the kernel feed which cells of the
/// result.
///
/// @param rows byte offset of each result cell's first source cell, band of the outermost axis by band
/// @param outs byte offset of each result cell in the result
/// @param terms byte offset of each source element that is summed, beside its result cell's first
/// @param taps the kernel cells, in the order of the terms
/// @param real for each place of the outermost axis the terms that are not in its padding
/// @param outerCount result cells along the outermost axis
/// @param innerCount result cells at one place of the outermost axis
record CorrelationPart(
        long[] rows, long[] outs, long[] terms, int[] taps, Terms[] real, int outerCount, int innerCount) {

    /// The terms that one place of the outermost axis needs: some in sequence, of which `from` is the first.
    record Terms(int from, long[] offsets) {}

    /// What is common to the parts of one correlation.
    ///
    /// @param window how the source is read
    /// @param outer axis that is cut into bands
    /// @param band most cells along it in one band
    /// @param resultExtent cells of the result along each axis
    /// @param channels channels of source and result
    /// @param groups parts into which the channels are cut
    record Frame(SourceWindow window, int outer, int band, int[] resultExtent, Channels channels) {}

    /// Channels of the source and of the result, and the groups into which both are cut.
    record Channels(int source, int result, int groups) {}

    static CorrelationPart of(AxisPhase[] phase, Frame frame, int kernelHeight, int kernelWidth) {
        int[] count = {phase[0].count(), phase[1].count(), phase[2].count()};
        int outerCount = count[frame.outer];
        int inner = count[0] * count[1] * count[2] / outerCount;
        count[frame.outer] = Math.min(outerCount, frame.band);
        long[] rows = new long[count[frame.outer] * inner];
        long[] outs = new long[rows.length];
        int n = 0;
        for (int d = 0; d < count[0]; d++) {
            for (int h = 0; h < count[1]; h++) {
                for (int w = 0; w < count[2]; w++) {
                    rows[n] = row(phase, frame.window, d, h, w);
                    outs[n++] = out(phase, frame, d, h, w);
                }
            }
        }
        int[] taps = taps(phase, kernelHeight, kernelWidth);
        long[] terms = terms(phase, frame.window, frame.channels.source / frame.channels.groups);
        return new CorrelationPart(rows, outs, terms, taps, real(phase, frame, terms), outerCount, inner);
    }

    /// The terms are sorted by the outermost axis that the kernel has; where that is the axis of the bands, a
    /// place at its ends needs a part of them only.
    private static Terms[] real(AxisPhase[] phase, Frame frame, long[] terms) {
        AxisPhase outer = phase[frame.outer];
        int taps = outer.taps().length;
        boolean sorted = true;
        for (int axis = 0; axis < frame.outer; axis++) {
            sorted &= phase[axis].taps().length == 1;
        }
        var ranges = new Terms[outer.count()];
        for (int i = 0; i < ranges.length; i++) {
            int from = 0;
            int to = taps;
            while (sorted && from < to && outer.cell(i, from) < 0) {
                from++;
            }
            while (sorted && to > from && outer.cell(i, to - 1) >= frame.window.extent(frame.outer)) {
                to--;
            }
            int each = terms.length / Math.max(1, taps);
            ranges[i] = range(terms, each * from, each * to, i == 0 ? null : ranges[i - 1]);
        }
        return ranges;
    }

    /// Equal ranges side by side are one object.
    private static Terms range(long[] terms, int from, int to, @Nullable Terms before) {
        if (before != null && before.from == from && before.offsets.length == to - from) {
            return before;
        }
        return new Terms(from, Arrays.copyOfRange(terms, from, to));
    }

    private static long row(AxisPhase[] phase, SourceWindow window, int d, int h, int w) {
        int[] index = {d, h, w};
        long offset = 0;
        for (int axis = 0; axis < 3; axis++) {
            offset += window.offset(axis, phase[axis].source() + phase[axis].sourceStep() * index[axis]);
        }
        return offset;
    }

    private static long out(AxisPhase[] phase, Frame frame, int d, int h, int w) {
        int[] extent = frame.resultExtent;
        long cell = phase[0].first() + (long) phase[0].step() * d;
        cell = cell * extent[1] + phase[1].first() + (long) phase[1].step() * h;
        cell = cell * extent[2] + phase[2].first() + (long) phase[2].step() * w;
        return cell * frame.channels.result * Float.BYTES;
    }

    private static int[] taps(AxisPhase[] phase, int kernelHeight, int kernelWidth) {
        int[] taps = new int[phase[0].taps().length * phase[1].taps().length * phase[2].taps().length];
        int n = 0;
        for (int d : phase[0].taps()) {
            for (int h : phase[1].taps()) {
                for (int w : phase[2].taps()) {
                    taps[n++] = (d * kernelHeight + h) * kernelWidth + w;
                }
            }
        }
        return taps;
    }

    private static long[] terms(AxisPhase[] phase, SourceWindow window, int channels) {
        int cells = phase[0].shifts().length * phase[1].shifts().length * phase[2].shifts().length;
        long[] terms = new long[cells * channels];
        int n = 0;
        for (int d : phase[0].shifts()) {
            for (int h : phase[1].shifts()) {
                for (int w : phase[2].shifts()) {
                    long cell = d * window.stride(0) + h * window.stride(1) + w * window.stride(2);
                    for (int c = 0; c < channels; c++) {
                        terms[n++] = cell + (long) c * Float.BYTES;
                    }
                }
            }
        }
        return terms;
    }

    /// Length of the summed axis.
    int depth() {
        return terms.length;
    }
}
