package jacobian.engine.cpu;

import java.util.Arrays;

/// The result cells of one axis that see the same cells of the kernel in the same places.
///
/// Result cell `first + step * i` sums, for each `n`, kernel cell `taps[n]` times source cell
/// `source + sourceStep * i + shifts[n]`; cells outside the source are zero.
///
/// Forward there is one phase. Towards the input there is one for each residue of the stride: so no zeros are put
/// between the upstream's cells, and no multiplication by them is done.
record AxisPhase(int first, int step, int count, int source, int sourceStep, int[] taps, int[] shifts) {
    static AxisPhase[] forward(ConvAxis axis) {
        int[] taps = new int[axis.kernel()];
        Arrays.setAll(taps, k -> k);
        int[] shifts = new int[axis.kernel()];
        Arrays.setAll(shifts, k -> k * axis.dilation());
        return new AxisPhase[] {new AxisPhase(0, 1, axis.output(), -axis.low(), axis.stride(), taps, shifts)};
    }

    static AxisPhase[] inputGradient(ConvAxis axis) {
        var phases = new AxisPhase[Math.min(axis.stride(), axis.input())];
        Arrays.setAll(phases, first -> inputGradient(axis, first));
        return phases;
    }

    /// Output cell `o` reads input cell `x = o * stride - low + tap * dilation`, so `x` is fed by `o = (x + low
    /// - tap * dilation) / stride` where that is whole. Taps are taken backwards: their source cells then
    /// ascend.
    private static AxisPhase inputGradient(ConvAxis axis, int first) {
        int stride = axis.stride();
        int residue = (first + axis.low()) % stride;
        int[] taps = new int[axis.kernel()];
        int[] shifts = new int[axis.kernel()];
        int n = 0;
        for (int tap = axis.kernel() - 1; tap >= 0; tap--) {
            int distance = residue - tap * axis.dilation();
            if (Math.floorMod(distance, stride) == 0) {
                taps[n] = tap;
                shifts[n++] = distance / stride;
            }
        }
        int count = (axis.input() - first + stride - 1) / stride;
        int source = (first + axis.low()) / stride;
        return new AxisPhase(first, stride, count, source, 1, Arrays.copyOf(taps, n), Arrays.copyOf(shifts, n));
    }

    /// First source cell seen from result cell `i = 0`.
    int lowest() {
        return source + shifts[0];
    }

    /// Last source cell seen from result cell `i`.
    int highest(int i) {
        return source + sourceStep * i + shifts[shifts.length - 1];
    }

    /// Source cell that tap `n` sees from result cell `i`.
    int cell(int i, int n) {
        return source + sourceStep * i + shifts[n];
    }

    boolean empty() {
        return taps.length == 0;
    }
}
