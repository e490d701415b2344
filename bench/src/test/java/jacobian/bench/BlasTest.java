package jacobian.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jacobian.engine.cpu.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlasTest {
    private static final int BATCHES = 2;
    private static final int ROWS = 3;
    private static final int COLUMNS = 5;
    private static final int DEPTH = 4;

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void openblas_multiplies_as_the_case_says(boolean transposeA, boolean transposeB) {
        assumeTrue(Blas.openBlas().isPresent(), "OpenBLAS is not installed");
        try (var arena = Arena.ofConfined()) {
            long a = numbers(arena, BATCHES * ROWS * DEPTH);
            long b = numbers(arena, BATCHES * DEPTH * COLUMNS);
            long c = numbers(arena, BATCHES * ROWS * COLUMNS);
            var size = new MatmulBench.Case(BATCHES, ROWS, COLUMNS, DEPTH, transposeA, transposeB);
            Blas.openBlas().orElseThrow().sgemm(size, a, b, c);
            for (int n = 0; n < BATCHES; n++) {
                for (int i = 0; i < ROWS; i++) {
                    for (int j = 0; j < COLUMNS; j++) {
                        double sum = 0;
                        for (int k = 0; k < DEPTH; k++) {
                            sum += at(a, n * ROWS * DEPTH + (transposeA ? k * ROWS + i : i * DEPTH + k))
                                    * at(b, n * DEPTH * COLUMNS + (transposeB ? j * DEPTH + k : k * COLUMNS + j));
                        }
                        assertThat(at(c, (n * ROWS + i) * COLUMNS + j)).isCloseTo((float) sum, within(1e-5f));
                    }
                }
            }
        }
    }

    private static long numbers(Arena arena, int count) {
        long address = Memory.allocate(arena, 4L * count);
        for (int i = 0; i < count; i++) {
            Memory.ALL.set(ValueLayout.JAVA_FLOAT, address + 4L * i, i * 37 % 11 - 5f);
        }
        return address;
    }

    private static float at(long address, int index) {
        return Memory.ALL.get(ValueLayout.JAVA_FLOAT, address + 4L * index);
    }
}
