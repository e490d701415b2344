package jacobian.keras.layers;

import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Setting;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// What layers that cut off or add something at both ends of each spatial axis have in common.
abstract class BorderLayer<L extends BorderLayer<L>> extends FluentLayer<L> {
    private final int rank;

    /// As in Keras: before and behind of each spatial axis; of a single axis without the outer list.
    private final Setting<List<?>> border;

    /// `numbers` are one for all ends, one for each axis, or two for each axis; none stands for `standard`
    /// everywhere.
    BorderLayer(int rank, String key, int standard, int... numbers) {
        this.rank = rank;
        border = setting(key, List.class, form(key, rank, standard));
        if (numbers.length > 0) {
            set(border, form(key, rank, numbers));
        }
    }

    private static List<?> form(String key, int rank, int... numbers) {
        boolean ends = numbers.length == 2 * rank;
        if ((numbers.length != 1 && numbers.length != rank && !ends)
                || IntStream.of(numbers).anyMatch(each -> each < 0)) {
            throw new IllegalArgumentException(key + "=" + Arrays.toString(numbers)
                    + ": needs one number of 0 or more, one for each of the " + rank
                    + " spatial axes, or two for each, before and behind");
        }
        var pairs = IntStream.range(0, rank)
                .mapToObj(i -> ends
                        ? List.of(numbers[2 * i], numbers[2 * i + 1])
                        : Collections.nCopies(2, numbers[numbers.length == 1 ? 0 : i]))
                .toList();
        return rank == 1 ? pairs.getFirst() : pairs;
    }

    /// Where the channels of the input are.
    Channels channels() {
        return new Channels(DataFormat.CHANNELS_LAST, rank);
    }

    /// Cells at the beginning (`end` 0) or behind the end (`end` 1) of each axis, 0 for batch and channels.
    final int[] cells(int end) {
        var all = value(border);
        var cells = new int[rank + 2];
        for (int i = 0; i < rank; i++) {
            var pair = rank == 1 ? all : (List<?>) all.get(i);
            cells[channels().spatial(i)] = (Integer) pair.get(end);
        }
        return cells;
    }
}
