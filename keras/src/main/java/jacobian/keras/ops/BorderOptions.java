package jacobian.keras.ops;

import jacobian.keras.config.Checks;
import java.util.stream.IntStream;

/// What is taken off an image or put around it: of top, bottom and the new height two are given and the third
/// follows, and so for left, right and the new width.
public abstract sealed class BorderOptions<O extends BorderOptions<O>> extends ImageOptions<O>
        permits CropOptions, PadOptions {
    private static final int ABSENT = -1;

    private final int[] low = {ABSENT, ABSENT};
    private final int[] high = {ABSENT, ABSENT};
    private final int[] target = {ABSENT, ABSENT};

    BorderOptions() {}

    /// Sets the height of the result.
    public O targetHeight(int height) {
        return set(target, 0, height);
    }

    /// Sets the width of the result.
    public O targetWidth(int width) {
        return set(target, 1, width);
    }

    final O top(int pixels) {
        return set(low, 0, pixels);
    }

    final O bottom(int pixels) {
        return set(high, 0, pixels);
    }

    final O left(int pixels) {
        return set(low, 1, pixels);
    }

    final O right(int pixels) {
        return set(high, 1, pixels);
    }

    private O set(int[] numbers, int axis, int number) {
        numbers[axis] = Checks.notNegative("pixels", number);
        return self();
    }

    /// How many pixels lie before and behind an axis that grows by `sign` times both.
    record Border(int low, int high) {}

    /// The border of spatial axis `axis` (0 for height) of `size`, which crops where `sign` is -1 and pads where
    /// it is 1.
    final Border border(int axis, int size, int sign) {
        long given = IntStream.of(low[axis], high[axis], target[axis])
                .filter(each -> each != ABSENT)
                .count();
        if (given != 2) {
            throw new IllegalArgumentException(
                    (axis == 0 ? "of top, bottom and the target height " : "of left, right and the target width ")
                            + given + " are given: needs two");
        }
        int both = target[axis] == ABSENT ? low[axis] + high[axis] : sign * (target[axis] - size);
        int before = low[axis] == ABSENT ? both - high[axis] : low[axis];
        if (before < 0 || both - before < 0 || sign < 0 && both > size) {
            throw new IllegalArgumentException("an axis of " + size + " pixels cannot become one of "
                    + (size + sign * both) + " with " + before + " before and " + (both - before) + " behind: needs "
                    + "numbers of 0 or more");
        }
        return new Border(before, both - before);
    }
}
