package jacobian.engine.cpu.loop;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.shape.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// A loop with sizes, strides and arrays filled at random: runs it on teams of 1, 2 and 3 threads and compares
/// with
/// [PointLoop].
record LoopCase(Loop loop, long[] extents, long[][] strides, double tolerance) {
    /// Elements before and behind each array that nobody may touch.
    private static final int MARGIN = 64;

    /// One operand: where element (0, ..., 0) is, and the whole block.
    private record Array(DType dtype, long block, long elements, long address) {
        byte[] bytes() {
            var bytes = new byte[Math.toIntExact(elements * dtype.bytes())];
            java.lang.foreign.MemorySegment.copy(Memory.ALL, ValueLayout.JAVA_BYTE, block, bytes, 0, bytes.length);
            return bytes;
        }
    }

    /// Row-major strides of `extents`.
    static long[] rowMajor(long... extents) {
        var strides = new long[extents.length];
        long step = 1;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step *= Math.max(1, extents[axis]);
        }
        return strides;
    }

    private Array array(Arena arena, int operand, RandomGenerator random) {
        long low = 0;
        long high = 0;
        for (int axis = 0; axis < extents.length; axis++) {
            long reach = strides[operand][axis] * Math.max(0, extents[axis] - 1);
            low += Math.min(0, reach);
            high += Math.max(0, reach);
        }
        var dtype = loop.operands().get(operand).dtype();
        long elements = high - low + 1 + 2 * MARGIN;
        long block = Memory.allocate(arena, elements * dtype.bytes());
        for (long i = 0; i < elements; i++) {
            PointLoop.write(dtype, block + i * dtype.bytes(), number(dtype, random));
        }
        return new Array(dtype, block, elements, block + (MARGIN - low) * dtype.bytes());
    }

    private static Number number(DType dtype, RandomGenerator random) {
        return switch (dtype) {
            case BOOL -> random.nextLong(2);
            case UINT8 -> random.nextLong(256);
            case INT32 -> (long) random.nextInt(-20, 21);
            case INT64 -> random.nextLong(-20, 21);
            case FLOAT32, FLOAT64, BFLOAT16, FLOAT16 -> (double) (float) random.nextDouble(-2, 2);
        };
    }

    private List<Array> arrays(Arena arena) {
        var random = new java.util.SplittableRandom(7);
        var arrays = new ArrayList<Array>();
        for (int i = 0; i < loop.operands().size(); i++) {
            arrays.add(array(arena, i, random));
        }
        return arrays;
    }

    private static long[] addresses(List<Array> arrays) {
        return arrays.stream().mapToLong(Array::address).toArray();
    }

    /// Runs everything, on tiles and, where it can be, compiled, and compares; returns whether it could be.
    boolean check() {
        try (var arena = Arena.ofShared()) {
            var expected = arrays(arena);
            new PointLoop(loop, extents, strides).run(addresses(expected));
            var bound = BoundLoop.of(loop, extents, strides);
            byte[][] first = null;
            for (var version : bound.compilable() ? List.of(bound.onTiles(), bound.compiled()) : List.of(bound)) {
                for (int threads = 1; threads <= 3; threads++) {
                    var actual = arrays(arena);
                    long scratch = Memory.allocate(arena, version.scratchBytes(threads));
                    version.run(ThreadTeam.of(threads), addresses(actual), scratch);
                    var bytes = actual.stream().map(Array::bytes).toArray(byte[][]::new);
                    if (first == null) {
                        first = bytes;
                        compare(actual, expected);
                    }
                    same(bytes, first, (version.compilable() ? "compiled, " : "tiles, ") + threads + " threads");
                }
            }
            return bound.compilable();
        }
    }

    /// Runs the loop whole and by blocks of 7 rows and 11 columns, on tiles and compiled, and compares the
    /// bits.
    void checkBlocks() {
        try (var arena = Arena.ofShared()) {
            var whole = arrays(arena);
            var bound = BoundLoop.of(loop, extents, strides).onTiles();
            bound.run(ThreadTeam.of(1), addresses(whole), Memory.allocate(arena, bound.scratchBytes(1)));
            var bytes = whole.stream().map(Array::bytes).toArray(byte[][]::new);
            var blocks = BoundLoop.ofBlocks(loop, extents, strides);
            for (var version : List.of(blocks.onTiles(), blocks.compiled())) {
                var parts = arrays(arena);
                for (long row = 0; row < extents[0]; row += 7) {
                    for (long column = 0; column < extents[1]; column += 11) {
                        long row1 = Math.min(extents[0], row + 7);
                        version.runBlock(0, addresses(parts), row, row1, column, Math.min(extents[1], column + 11));
                    }
                }
                same(parts.stream().map(Array::bytes).toArray(byte[][]::new), bytes, "by blocks");
            }
        }
    }

    private void same(byte[][] bytes, byte[][] first, String how) {
        for (int i = 0; i < bytes.length; i++) {
            int at = Arrays.mismatch(bytes[i], first[i]);
            assertThat(at)
                    .as(
                            "byte of operand %d, margin %d, that differs from tiles on 1 thread: %s, %s",
                            i, MARGIN, how, this)
                    .isEqualTo(-1);
        }
    }

    private void compare(List<Array> actual, List<Array> expected) {
        for (int i = 0; i < actual.size(); i++) {
            var dtype = actual.get(i).dtype();
            for (long e = 0; e < actual.get(i).elements(); e++) {
                var is = PointLoop.read(dtype, actual.get(i).block() + e * dtype.bytes());
                var wanted = PointLoop.read(dtype, expected.get(i).block() + e * dtype.bytes());
                if (!close(is, wanted)) {
                    throw new AssertionError("operand " + i + " element " + (e - MARGIN) + ": " + is + " instead of "
                            + wanted + " in " + this);
                }
            }
        }
    }

    private boolean close(Number is, Number wanted) {
        if (is instanceof Long || is.equals(wanted)) {
            return is.equals(wanted);
        }
        double difference = Math.abs(is.doubleValue() - wanted.doubleValue());
        return difference <= tolerance * Math.max(1, Math.abs(wanted.doubleValue()))
                || is.doubleValue() == wanted.doubleValue();
    }

    @Override
    public String toString() {
        return BoundLoop.of(loop, extents, strides).explain() + "extents " + Arrays.toString(extents) + " strides "
                + Arrays.deepToString(strides);
    }
}
