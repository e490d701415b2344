package jacobian.engine.shape;

import java.util.List;

/// A NumPy slice of one axis: `from` (inclusive) to `to` (exclusive) by `step` >= 1. Negative ends count from
/// the end of the axis, [#END] is the end itself; ends beyond the axis are cut back.
public record Range(int from, int to, int step) implements SizeRule {
    /// The end of an axis of any size.
    public static final int END = Integer.MAX_VALUE;

    /// The whole axis.
    public static final Range ALL = new Range(0, END, 1);

    public Range {
        if (step < 1) {
            throw new ShapeException(
                    "a range has step " + step + ": steps are 1 or more (reverse the axis for other orders)");
        }
    }

    /// The first index taken from an axis of `size`.
    public int start(int size) {
        return clip(from, size);
    }

    /// How many indices are taken from an axis of `size`.
    public int count(int size) {
        int length = clip(to, size) - start(size);
        return length <= 0 ? 0 : (length - 1) / step + 1;
    }

    private static int clip(int end, int size) {
        int positive = end < 0 ? end + size : end;
        return Math.max(0, Math.min(positive, size));
    }

    /// The dimension that this range takes from `dim`.
    public Dim of(Dim dim) {
        if (equals(ALL)) {
            return dim;
        }
        return Dim.derived(this, List.of(dim));
    }

    @Override
    public int size(int... sizes) {
        return count(sizes[0]);
    }
}
