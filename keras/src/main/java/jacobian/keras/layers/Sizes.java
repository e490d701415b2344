package jacobian.keras.layers;

import jacobian.keras.config.Checks;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// One number for each spatial axis.
final class Sizes {
    private Sizes() {}

    /// Refuses strides and dilations above 1 together, as Keras does.
    static void requireOne(Layer layer, List<Integer> strides, List<Integer> dilationRate) {
        if (Collections.max(strides) > 1 && Collections.max(dilationRate) > 1) {
            throw new IllegalArgumentException(
                    layer + ": strides and dilation_rate exclude each other where they are above 1; leave one at 1");
        }
    }

    /// `sizes`, one for each of `rank` axes or one for all.
    static List<Integer> of(String key, int rank, int... sizes) {
        if (sizes.length != 1 && sizes.length != rank) {
            throw new IllegalArgumentException(key + "=" + Arrays.toString(sizes)
                    + ": needs one number, or one for each of the " + rank + " spatial axes");
        }
        for (int size : sizes) {
            Checks.positive(key, size);
        }
        return sizes.length == rank ? IntStream.of(sizes).boxed().toList() : Collections.nCopies(rank, sizes[0]);
    }
}
