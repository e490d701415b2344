package jacobian.keras.data;

import java.util.Optional;
import java.util.OptionalLong;

/// How large the two parts of a data set are: a fraction of it, or a number of examples. A part that is not
/// told has what the other leaves.
public final class SplitOptions {
    /// @param isFraction whether it is a part of the whole rather than a number of examples
    private record Size(String key, double value, boolean isFraction) {
        int of(int count) {
            boolean fits = isFraction ? value > 0 && value < 1 : value > 0 && value < count;
            if (!fits) {
                throw new IllegalArgumentException(key + "=" + (isFraction ? "" + value : "" + (long) value)
                        + ": needs a fraction between 0 and 1, or a number of examples from 1 to " + (count - 1));
            }
            return (int) (isFraction ? Math.rint(value * count) : value);
        }
    }

    private Optional<Size> left = Optional.empty();
    private Optional<Size> right = Optional.empty();
    private OptionalLong seed = OptionalLong.empty();

    SplitOptions() {}

    /// Sets which part of the examples the first part has.
    public SplitOptions leftSize(double fraction) {
        left = Optional.of(new Size("left_size", fraction, true));
        return this;
    }

    /// Sets how many examples the first part has.
    public SplitOptions leftSize(int count) {
        left = Optional.of(new Size("left_size", count, false));
        return this;
    }

    /// Sets which part of the examples the last part has.
    public SplitOptions rightSize(double fraction) {
        right = Optional.of(new Size("right_size", fraction, true));
        return this;
    }

    /// Sets how many examples the last part has.
    public SplitOptions rightSize(int count) {
        right = Optional.of(new Size("right_size", count, false));
        return this;
    }

    /// Brings the examples into an order drawn from `seed` before they are divided.
    public SplitOptions shuffle(long seed) {
        this.seed = OptionalLong.of(seed);
        return this;
    }

    OptionalLong seed() {
        return seed;
    }

    int left(int count) {
        return checked(left.map(each -> each.of(count)).orElseGet(() -> count - right(count)), count);
    }

    int right(int count) {
        if (left.isEmpty() && right.isEmpty()) {
            throw new IllegalArgumentException("left_size, right_size: one of them must be set");
        }
        return checked(
                right.map(each -> each.of(count))
                        .orElseGet(() -> count - left.orElseThrow().of(count)),
                count);
    }

    private int checked(int size, int count) {
        int first = left.map(each -> each.of(count)).orElse(0);
        int last = right.map(each -> each.of(count)).orElse(0);
        if (size == 0 || first + last > count) {
            throw new IllegalArgumentException("left_size and right_size give " + first + " and " + last + " of "
                    + count + " examples: neither part may be empty, and together they have no more than all");
        }
        return size;
    }
}
