package jacobian.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;

/// One matrix product on memory of its own: fills the operands, runs, compares every byte of the result with the
/// definition, and finds writes outside the result and outside the scratch memory.
final class MatmulRun implements AutoCloseable {
    private static final int MARGIN = 64;
    private static final int UNTOUCHED = 12_345;

    private final Arena arena = Arena.ofConfined();
    private final MatmulElement element;
    private final MatmulGeometry geometry;
    private final long a;
    private final long b;
    private final long c;
    private final long sizeOfC;

    /// The definition's results, computed at the first comparison.
    private final Number[] expected;

    MatmulRun(MatmulElement element, MatmulGeometry geometry) {
        this.element = element;
        this.geometry = geometry;
        a = fill(size(geometry.a(), geometry.rows(), geometry.depth()), 31);
        b = fill(size(geometry.b(), geometry.depth(), geometry.columns()), 37);
        sizeOfC = size(geometry.c(), geometry.rows(), geometry.columns());
        c = memory(sizeOfC + 2L * MARGIN) + (long) MARGIN * element.bytes;
        expected = new Number[geometry.batches() * geometry.rows() * geometry.columns()];
    }

    /// Runs on a result that holds the same number everywhere.
    void run(Matmul matmul, int threads) {
        for (long i = -MARGIN; i < sizeOfC + MARGIN; i++) {
            element.write(c + i * element.bytes, UNTOUCHED);
        }
        long bytes = matmul.scratchBytes();
        long scratch = Memory.allocate(arena, bytes + 2 * Memory.ALIGNMENT) + Memory.ALIGNMENT;
        element.write(scratch - element.bytes, UNTOUCHED);
        element.write(scratch + bytes, UNTOUCHED);
        matmul.run(ThreadTeam.of(threads), a, b, c, scratch);
        assertUntouched(scratch - element.bytes, "below the scratch memory");
        assertUntouched(scratch + bytes, "above the scratch memory");
    }

    /// The element of the result `offset` elements from its start.
    Number result(long offset) {
        return element.read(c + offset * element.bytes);
    }

    /// Compares the whole result.
    void check(String name) {
        var written = new boolean[(int) sizeOfC];
        for (int n = 0; n < geometry.batches(); n++) {
            for (int i = 0; i < geometry.rows(); i++) {
                for (int j = 0; j < geometry.columns(); j++) {
                    int offset = (int) geometry.c().offset(n, i, j);
                    written[offset] = true;
                    if (!result(offset).equals(expected(n, i, j))) {
                        assertThat(result(offset))
                                .as("%s: matrix %d, row %d, column %d of %s", name, n, i, j, geometry)
                                .isEqualTo(expected(n, i, j));
                    }
                }
            }
        }
        for (long i = -MARGIN; i < sizeOfC + MARGIN; i++) {
            if (i < 0 || i >= sizeOfC || !written[(int) i]) {
                assertUntouched(c + i * element.bytes, name + ": element " + i + " of " + geometry);
            }
        }
    }

    @Override
    public void close() {
        arena.close();
    }

    private Number expected(int n, int i, int j) {
        int index = (n * geometry.rows() + i) * geometry.columns() + j;
        if (expected[index] == null) {
            expected[index] = compute(n, i, j);
        }
        return expected[index];
    }

    private Number compute(int n, int i, int j) {
        int depth = geometry.depth();
        int blocks = Math.max(1, (depth + 1023) / 1024);
        int block = ((depth + blocks - 1) / blocks + 7) / 8 * 8;
        Number result = null;
        for (int k0 = 0; k0 < Math.max(1, depth); k0 += Math.max(1, block)) {
            Number sum = element.add(0, 0);
            for (int k = k0; k < Math.min(depth, k0 + block); k++) {
                Number x = element.read(a + geometry.a().offset(n, i, k) * element.bytes);
                Number y = element.read(b + geometry.b().offset(n, k, j) * element.bytes);
                sum = element.multiplyAdd(x, y, sum);
            }
            boolean first = result == null && !geometry.accumulate();
            result = first ? sum : element.add(result == null ? untouched() : result, sum);
        }
        return result;
    }

    private Number untouched() {
        return element.read(c - element.bytes);
    }

    private void assertUntouched(long address, String where) {
        if (!element.read(address).equals(untouched())) {
            assertThat(element.read(address)).as(where).isEqualTo(untouched());
        }
    }

    private long size(MatrixLayout layout, int rows, int columns) {
        if (geometry.batches() == 0 || rows == 0 || columns == 0) {
            return 0;
        }
        return layout.offset(geometry.batches() - 1, rows - 1, columns - 1) + 1;
    }

    private long fill(long elements, int prime) {
        long address = memory(elements);
        for (long i = 0; i < elements; i++) {
            element.write(address + i * element.bytes, (int) (i * prime * 7919 % 1009) - 504);
        }
        return address;
    }

    private long memory(long elements) {
        return Memory.allocate(arena, elements * element.bytes);
    }
}
