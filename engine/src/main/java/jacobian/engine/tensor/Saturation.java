package jacobian.engine.tensor;

import jacobian.engine.shape.DType;

/// The ranges of element types.
final class Saturation {
    private Saturation() {}

    /// The largest finite number of `dtype`; of integers beyond 2^53 the largest float64 below.
    static double highest(DType dtype) {
        return switch (dtype) {
            case BOOL -> 1;
            case UINT8 -> 255;
            case INT32 -> Integer.MAX_VALUE;
            case INT64 -> Math.nextDown(0x1p63);
            case FLOAT16 -> 65504;
            case BFLOAT16 -> 0x1.FEp127;
            case FLOAT32 -> Float.MAX_VALUE;
            case FLOAT64 -> Double.MAX_VALUE;
        };
    }

    static double lowest(DType dtype) {
        return switch (dtype) {
            case BOOL, UINT8 -> 0;
            case INT32 -> Integer.MIN_VALUE;
            case INT64 -> -0x1p63;
            case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> -highest(dtype);
        };
    }

    /// The end of the range of `to` as a number of `from` that does not exceed it.
    private static double bound(DType from, DType to) {
        double highest = Math.min(highest(from), highest(to));
        return from == DType.FLOAT32 && (float) highest > highest ? Math.nextDown((float) highest) : highest;
    }

    static Tensor cast(Tensor x, DType to) {
        var from = x.dtype();
        if (from == DType.BOOL || from == to) {
            return x.cast(to);
        }
        // Halves are computed with as float32, whose numbers the ends of integer types need not be.
        var wide = from.isHalf() ? x.cast(DType.FLOAT32) : x;
        var type = wide.dtype();
        var low = x.constant(Math.max(lowest(type), lowest(to)), type);
        var high = x.constant(bound(type, to), type);
        return wide.maximum(low).minimum(high).cast(to);
    }
}
