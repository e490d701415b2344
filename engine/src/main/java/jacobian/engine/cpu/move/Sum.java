package jacobian.engine.cpu.move;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import jacobian.engine.cpu.Memory;
import jacobian.engine.shape.DType;

/// Adds one array to another, element by element.
final class Sum {
    private Sum() {}

    /// `to[i] += from[i]` for `count` elements at byte addresses.
    static void add(DType dtype, long from, long to, long count) {
        switch (dtype) {
            case FLOAT32 -> {
                for (long i = 0; i < 4 * count; i += 4) {
                    float sum = Memory.ALL.get(JAVA_FLOAT_UNALIGNED, to + i)
                            + Memory.ALL.get(JAVA_FLOAT_UNALIGNED, from + i);
                    Memory.ALL.set(JAVA_FLOAT_UNALIGNED, to + i, sum);
                }
            }
            case FLOAT64 -> {
                for (long i = 0; i < 8 * count; i += 8) {
                    double sum = Memory.ALL.get(JAVA_DOUBLE_UNALIGNED, to + i)
                            + Memory.ALL.get(JAVA_DOUBLE_UNALIGNED, from + i);
                    Memory.ALL.set(JAVA_DOUBLE_UNALIGNED, to + i, sum);
                }
            }
            case BFLOAT16, FLOAT16 -> {
                for (long i = 0; i < 2 * count; i += 2) {
                    double sum = Scalars.getDouble(dtype, to + i) + Scalars.getDouble(dtype, from + i);
                    Scalars.setDouble(dtype, to + i, sum);
                }
            }
            case INT32, INT64, UINT8, BOOL -> {
                for (long i = 0; i < count; i++) {
                    long at = i * dtype.bytes();
                    Scalars.setLong(
                            dtype, to + at, Scalars.getLong(dtype, to + at) + Scalars.getLong(dtype, from + at));
                }
            }
        }
    }
}
