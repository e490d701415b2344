package jacobian.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kernel against the definition of the result, bit by bit: around tile edges, in every layout, in
/// batches, on 1, 2 and 3 threads.
@Tag("opsuite")
class MatmulTest {
    /// One of the kernels under test, by name.
    record Kernel(String name, MatmulElement element, Function<MatmulGeometry, MatmulPart> parts) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kernel> kernels() {
        var scalar = new ScalarKernels();
        var standard = Kernels.standard();
        return Stream.of(
                new Kernel("float32", MatmulElement.FLOAT32, standard::float32Matmul),
                new Kernel("float64", MatmulElement.FLOAT64, standard::float64Matmul),
                new Kernel("scalar float32", MatmulElement.FLOAT32, scalar::float32Matmul),
                new Kernel("scalar float64", MatmulElement.FLOAT64, scalar::float64Matmul),
                new Kernel("int32", MatmulElement.INT32, Int32Matmul::new),
                new Kernel("int64", MatmulElement.INT64, Int64Matmul::new));
    }

    private static final int[] ROWS = {1, 3, 4, 5, 6, 8, 11, 12, 13, 25};
    private static final int[] COLUMNS = {1, 7, 8, 15, 16, 17, 32, 33, 65};
    private static final int[] DEPTHS = {0, 1, 8, 17, 33};

    @ParameterizedTest
    @MethodSource("kernels")
    void every_small_size_in_every_layout(Kernel kernel) {
        for (int rows : ROWS) {
            for (int columns : COLUMNS) {
                for (int depth : DEPTHS) {
                    for (var geometry : layouts(MatmulGeometry.of(rows, columns, depth))) {
                        check(kernel, geometry, 1);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void blocks_of_every_kind_on_one_two_and_three_threads(Kernel kernel) {
        for (var geometry : List.of(
                MatmulGeometry.of(389, 97, 30),
                MatmulGeometry.of(14, 1061, 90),
                MatmulGeometry.of(37, 70, 1030),
                MatmulGeometry.of(205, 140, 40),
                MatmulGeometry.of(40, 50, 1025))) {
            for (var layout : layouts(geometry)) {
                check(kernel, layout, 3);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void batches_with_shared_operands(Kernel kernel) {
        for (int batches : new int[] {0, 1, 3, 8}) {
            for (long strideOfA : new long[] {0, 40 * 90 + 5}) {
                for (long strideOfB : new long[] {0, 90 * 40 + 3}) {
                    var geometry = new MatmulGeometry(
                            batches,
                            40,
                            40,
                            90,
                            MatrixLayout.rowMajor(90).batch(strideOfA),
                            MatrixLayout.rowMajor(40).batch(strideOfB),
                            MatrixLayout.rowMajor(43).batch(40 * 43 + 9),
                            false);
                    check(kernel, geometry, 3);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void operands_with_two_strides_are_read_right(Kernel kernel) {
        check(
                kernel,
                new MatmulGeometry(
                        1,
                        19,
                        35,
                        21,
                        new MatrixLayout(50, 2, 0),
                        new MatrixLayout(3, 70, 0),
                        MatrixLayout.rowMajor(35),
                        false),
                2);
    }

    /// Strips take over once they are compiled, which the first product of a row begins.
    @Test
    void a_single_row_has_the_same_bits_by_tiles_and_by_strips() throws InterruptedException {
        var kernel = new Kernel("float32", MatmulElement.FLOAT32, Kernels.standard()::float32Matmul);
        rows(kernel);
        long end = System.nanoTime() + WarmUp.PATIENCE_NANOS;
        while (WarmUp.isBusy() && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        rows(kernel);
    }

    private static void rows(Kernel kernel) {
        for (int columns : new int[] {1, 10, 16, 31, 127, 128, 200, 300, 1_100}) {
            for (int depth : new int[] {0, 1, 2, 40, 1_030}) {
                for (var geometry : layouts(MatmulGeometry.of(1, columns, depth))) {
                    check(kernel, geometry, 2);
                }
            }
        }
        check(
                kernel,
                new MatmulGeometry(
                        3,
                        1,
                        300,
                        40,
                        new MatrixLayout(90, 2, 100),
                        MatrixLayout.rowMajor(310).batch(0),
                        MatrixLayout.rowMajor(300).batch(300),
                        false),
                2);
    }

    @Test
    void the_epilogue_sees_every_element_once_with_its_final_value() {
        for (int threads = 1; threads <= 3; threads++) {
            var geometry = new MatmulGeometry(
                    2,
                    200,
                    300,
                    600,
                    MatrixLayout.rowMajor(600),
                    MatrixLayout.rowMajor(300),
                    MatrixLayout.rowMajor(300).batch(60_000),
                    false);
            try (var run = new MatmulRun(MatmulElement.FLOAT32, geometry)) {
                var seen = new float[2 * 200 * 300];
                Epilogue copy = (thread, row0, row1, column0, column1) -> {
                    for (long i = row0; i < row1; i++) {
                        for (long j = column0; j < column1; j++) {
                            long offset = geometry.c().offset(i / 200, i % 200, j);
                            seen[(int) offset] += run.result(offset).floatValue();
                        }
                    }
                };
                run.run(Matmul.float32(geometry, threads, copy), threads);
                for (int i = 0; i < seen.length; i++) {
                    assertThat(seen[i]).isEqualTo(run.result(i).floatValue());
                }
                run.check("epilogue");
            }
        }
    }

    @Test
    void refuses_a_larger_team_than_it_was_prepared_for() {
        var matmul = Matmul.float32(MatmulGeometry.of(1, 1, 1), 1, Epilogue.NONE);
        assertThatThrownBy(() -> matmul.run(ThreadTeam.of(2), 0, 0, 0, 0))
                .hasMessage("a matmul prepared for 1 threads cannot run on a team of 2");
    }

    @Test
    void refuses_negative_extents_and_a_result_with_gaps_in_its_rows() {
        assertThatThrownBy(() -> MatmulGeometry.of(2, -3, 4))
                .hasMessage("matmul of 1 x (2, 4) by (4, -3): extents must not be negative");
        var gaps = new MatrixLayout(8, 2, 0);
        assertThatThrownBy(() -> new MatmulGeometry(1, 2, 3, 4, gaps, gaps, gaps, false))
                .hasMessage("matmul writes rows of adjacent elements: the result's column stride must be 1, not 2");
    }

    /// The geometry with `a` and `b` as they are and transposed, and accumulating.
    private static List<MatmulGeometry> layouts(MatmulGeometry geometry) {
        var layouts = new ArrayList<MatmulGeometry>();
        for (var withA : List.of(geometry, geometry.transposeA())) {
            layouts.add(withA);
            layouts.add(withA.transposeB());
        }
        layouts.add(geometry.accumulating());
        return layouts;
    }

    /// Compares the results on 1 to `mostThreads` threads with the definition.
    private static void check(Kernel kernel, MatmulGeometry geometry, int mostThreads) {
        try (var run = new MatmulRun(kernel.element(), geometry)) {
            for (int threads = 1; threads <= mostThreads; threads++) {
                run.run(Matmul.of(() -> kernel.parts().apply(geometry), threads, Epilogue.NONE), threads);
                run.check(kernel + " on " + threads + " threads");
            }
        }
    }
}
