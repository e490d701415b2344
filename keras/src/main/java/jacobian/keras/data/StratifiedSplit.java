package jacobian.keras.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Which rows train and which test: of each group about the same part, chosen by the seed alone.
///
/// @param train in random order
/// @param test in order
public record StratifiedSplit(int[] train, int[] test) {
    /// Puts `fraction` of the rows aside, rounded up; `groups[i]` is the group of row `i`, counted from 0.
    /// Every group keeps a row to train with.
    public static StratifiedSplit of(int[] groups, double fraction, long seed) {
        int wanted = (int) Math.ceil(fraction * groups.length);
        if (!(fraction > 0 && fraction < 1) || wanted == 0 || wanted >= groups.length) {
            throw new IllegalArgumentException("a part of " + fraction + " of " + groups.length
                    + " examples leaves nothing on one side: the part lies"
                    + " between 0 and 1, and two examples are needed");
        }
        // Shuffled first, so that the first rows of a group are a random choice among them.
        int[] order = Order.natural(groups.length).shuffled(seed).of(0);
        int[] quota = quotas(groups, wanted);
        var test = new int[groups.length];
        var train = new int[groups.length];
        int tests = 0;
        int trains = 0;
        for (int row : order) {
            if (quota[groups[row]] > 0) {
                quota[groups[row]]--;
                test[tests++] = row;
            } else {
                train[trains++] = row;
            }
        }
        var sorted = Arrays.copyOf(test, tests);
        Arrays.sort(sorted);
        return new StratifiedSplit(Arrays.copyOf(train, trains), sorted);
    }

    /// How many rows of each group test: the whole part of its share, and what is left over goes to the largest
    /// remainders (Hamilton's method).
    private static int[] quotas(int[] groups, int wanted) {
        int[] sizes = new int[Arrays.stream(groups).max().orElse(0) + 1];
        for (int group : groups) {
            sizes[group]++;
        }
        int[] quotas = new int[sizes.length];
        int left = wanted;
        for (int group = 0; group < sizes.length; group++) {
            quotas[group] = (int) ((long) sizes[group] * wanted / groups.length);
            left -= quotas[group];
        }
        var byRemainder = IntStream.range(0, sizes.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer group) -> -((long) sizes[group] * wanted % groups.length))
                        .thenComparingInt(group -> group))
                .toList();
        for (int group : byRemainder) {
            if (left > 0 && quotas[group] < sizes[group] - 1) {
                quotas[group]++;
                left--;
            }
        }
        return quotas;
    }
}
