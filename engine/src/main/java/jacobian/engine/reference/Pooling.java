package jacobian.engine.reference;

import jacobian.engine.graph.Pool;
import jacobian.engine.graph.PoolGradient;
import jacobian.engine.graph.PoolIndex;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.Arrays;

/// Largest and mean elements under a window.
final class Pooling {
    private static final int NONE = -1;

    private Pooling() {}

    @FunctionalInterface
    private interface Plane {
        /// One channel of one example: element `s` of the input lies at `in + s * channels`, of the result at
        /// `out + s
        /// * channels`.
        void at(int in, int out, int channels);
    }

    private static void each(Shape input, Taps taps, Plane plane) {
        int channels = input.size(-1);
        for (int n = 0; n < input.size(0); n++) {
            for (int c = 0; c < channels; c++) {
                plane.at(n * taps.inputs() * channels + c, n * taps.outputs() * channels + c, channels);
            }
        }
    }

    /// For each position the spatial index of the first largest element, or [#NONE] under a window that holds
    /// padding alone.
    private static int[] winners(Taps taps, Values x, int start, int channels) {
        var winners = new int[taps.outputs()];
        Arrays.fill(winners, NONE);
        taps.each((in, out, _) -> {
            if (winners[out] == NONE || larger(x, start + in * channels, start + winners[out] * channels)) {
                winners[out] = in;
            }
        });
        return winners;
    }

    private static boolean larger(Values x, int i, int j) {
        if (!x.floating()) {
            return x.integer(i) > x.integer(j);
        }
        return x.real(i) > x.real(j) || (Double.isNaN(x.real(i)) && !Double.isNaN(x.real(j)));
    }

    /// For each position how many cells of the window lie inside the input.
    private static int[] counts(Taps taps) {
        var counts = new int[taps.outputs()];
        taps.each((_, out, _) -> counts[out]++);
        return counts;
    }

    static Values pool(Pool op, Values x, TensorType type) {
        var result = Values.of(type);
        var taps = Taps.of(op.window(), x.shape());
        var counts = counts(taps);
        each(x.shape(), taps, (from, to, channels) -> {
            switch (op.kind()) {
                case MAX -> {
                    var winners = winners(taps, x, from, channels);
                    for (int o = 0; o < winners.length; o++) {
                        double max =
                                winners[o] == NONE ? Double.NEGATIVE_INFINITY : x.real(from + winners[o] * channels);
                        result.set(to + o * channels, max);
                    }
                }
                case AVERAGE ->
                    taps.each((in, out, _) -> {
                        int at = to + out * channels;
                        result.set(at, result.real(at) + x.real(from + in * channels) / counts[out]);
                    });
            }
        });
        return result;
    }

    static Values index(PoolIndex op, Values x, TensorType type) {
        var result = Values.of(type);
        var taps = Taps.of(op.window(), x.shape());
        each(x.shape(), taps, (from, to, channels) -> {
            var winners = winners(taps, x, from, channels);
            for (int o = 0; o < winners.length; o++) {
                result.set(to + o * channels, (long) Math.max(winners[o], 0));
            }
        });
        return result;
    }

    static Values gradient(PoolGradient op, Values x, Values upstream) {
        var result = Values.of(x.type());
        var taps = Taps.of(op.window(), x.shape());
        var counts = counts(taps);
        each(x.shape(), taps, (to, from, channels) -> {
            switch (op.kind()) {
                case MAX -> {
                    var winners = winners(taps, x, to, channels);
                    for (int o = 0; o < winners.length; o++) {
                        if (winners[o] != NONE) {
                            result.add(to + winners[o] * channels, upstream, from + o * channels);
                        }
                    }
                }
                case AVERAGE ->
                    taps.each((in, out, _) -> {
                        int at = to + in * channels;
                        result.set(at, result.real(at) + upstream.real(from + out * channels) / counts[out]);
                    });
            }
        });
        return result;
    }
}
