package jacobian.keras.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Which rows an epoch takes, in which order: a function of the epoch's number alone, so that any epoch can be
/// repeated or resumed.
@FunctionalInterface
interface Order {
    /// The numbers of the rows of epoch number `epoch`; the caller does not change them.
    int[] of(long epoch);

    /// All rows from first to last.
    static Order natural(long count) {
        if (count > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "a data set in memory has " + count + " rows: at most 2^31 - 9 can be put in order");
        }
        var all = IntStream.range(0, (int) count).toArray();
        return _ -> all;
    }

    /// A fresh permutation in each epoch: Fisher and Yates' shuffle on numbers that depend on seed, epoch and
    /// position alone.
    default Order shuffled(long seed) {
        return epoch -> {
            var order = of(epoch).clone();
            long key = mix(seed ^ mix(epoch + 0x9E3779B97F4A7C15L));
            for (int i = order.length - 1; i > 0; i--) {
                long high = mix(key + i * 0x9E3779B97F4A7C15L) >>> 32;
                int j = (int) ((high * (i + 1)) >>> 32);
                int swap = order[i];
                order[i] = order[j];
                order[j] = swap;
            }
            return order;
        };
    }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
    static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long x = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    /// The rows at positions `from` to `to` of each epoch.
    default Order range(int from, int to) {
        return epoch -> Arrays.copyOfRange(of(epoch), from, to);
    }

    /// The rows at positions `from` to `to` of epoch 0, in every epoch.
    default Order fixedRange(int from, int to) {
        var rows = Arrays.copyOfRange(of(0), from, to);
        return _ -> rows;
    }

    /// `times` epochs one after the other as one.
    default Order repeated(int times) {
        return epoch -> IntStream.range(0, times)
                .mapToObj(i -> of(epoch * times + i))
                .flatMapToInt(Arrays::stream)
                .toArray();
    }
}
