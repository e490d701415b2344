package jacobian.engine.graph;

import java.util.List;

/// How much is added around each spatial axis before a window slides over it; `low` and `high` count for EXPLICIT
/// only.
public record Padding(Kind kind, List<Integer> low, List<Integer> high) {
    public enum Kind {
        /// Nothing: windows stay inside.
        VALID,
        /// As much as makes the result ceil(size / stride) long, the smaller half in front (TensorFlow's and
        /// Keras' rule).
        SAME,
        /// All in front, so that no result sees later positions.
        CAUSAL,
        EXPLICIT
    }

    public static final Padding VALID = new Padding(Kind.VALID, List.of(), List.of());
    public static final Padding SAME = new Padding(Kind.SAME, List.of(), List.of());
    public static final Padding CAUSAL = new Padding(Kind.CAUSAL, List.of(), List.of());

    public Padding {
        low = List.copyOf(low);
        high = List.copyOf(high);
    }

    public static Padding of(List<Integer> low, List<Integer> high) {
        return new Padding(Kind.EXPLICIT, low, high);
    }

    /// Cells added in front of spatial axis `axis` of `size`, under a window that spans `extent` cells and
    /// moves by `stride`.
    public int low(int axis, int size, int extent, int stride) {
        return switch (kind) {
            case VALID -> 0;
            case SAME -> same(size, extent, stride) / 2;
            case CAUSAL -> extent - 1;
            case EXPLICIT -> low.get(axis);
        };
    }

    /// Cells added behind.
    public int high(int axis, int size, int extent, int stride) {
        return switch (kind) {
            case VALID, CAUSAL -> 0;
            case SAME -> same(size, extent, stride) - same(size, extent, stride) / 2;
            case EXPLICIT -> high.get(axis);
        };
    }

    private static int same(int size, int extent, int stride) {
        int out = (size + stride - 1) / stride;
        return Math.max((out - 1) * stride + extent - size, 0);
    }
}
