package jacobian.bench.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Turn by turn: in each round everybody has one turn, in an order that rotates, so that a slow minute of the
/// machine meets all of them alike.
final class Rounds {
    /// One whose turn takes longer than this is as slow in few rounds as in many.
    static final double LONG_SECONDS = 5;

    private static final int FEW = 3;

    private Rounds() {}

    /// Runs `rounds` rounds; returns in how many of them the machine did not get quiet before.
    static int run(List<Entrant> entrants, int rounds, Machine.Quiet quiet) {
        var slow = new ArrayList<Entrant>();
        int noisy = 0;
        for (int round = 0; round < rounds; round++) {
            noisy += quiet.await() ? 0 : 1;
            for (int i = 0; i < entrants.size(); i++) {
                var entrant = entrants.get((i + round) % entrants.size());
                if (round >= FEW && slow.contains(entrant)) {
                    continue;
                }
                long start = System.nanoTime();
                entrant.turn();
                if ((System.nanoTime() - start) * 1e-9 > LONG_SECONDS) {
                    slow.add(entrant);
                }
            }
        }
        return noisy;
    }

    /// The median of the rounds' ratios of `left` to `right`, over the rounds in which both had a turn.
    ///
    /// @throws IllegalArgumentException if there is none
    static double ratio(List<Double> left, List<Double> right) {
        int pairs = Math.min(left.size(), right.size());
        var ratios = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            ratios[i] = left.get(i) / right.get(i);
        }
        return median(ratios);
    }

    static double median(List<Double> values) {
        return median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /// @throws IllegalArgumentException if there are no values
    static double median(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no median of no values: nothing was measured");
        }
        var sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
