package jacobian.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.cpu.simd.VectorGather;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("opsuite")
class ConvolutionTest {
    /// The tiles at once, where there is a Vector API; what programs use, which waits for them; the plain loops.
    private static final List<GatherMatmul> MATMULS = matmuls();

    private static List<GatherMatmul> matmuls() {
        GatherMatmul standard = Kernels.standard().gather();
        GatherMatmul tiles = Kernels.standard().vectorized() ? new VectorGather(false) : standard;
        return List.of(tiles, standard, new ScalarGather());
    }

    static Stream<ConvCase> cases() {
        return ConvCase.grid().stream();
    }

    /// Integers so small that every sum is exact in float32.
    static double[] integers(int size, long seed) {
        var random = new Random(seed);
        return random.doubles(size).map(x -> Math.floor(x * 9) - 4).toArray();
    }

    static double[] reals(int size, long seed) {
        var random = new Random(seed);
        return random.doubles(size, -1, 1).toArray();
    }

    static float[] run(Convolution convolution, int threads, ConvCase c, double[][] operands, int size) {
        try (Arena arena = Arena.ofConfined()) {
            var left = FloatBlock.of(arena, operands[0]);
            var right = FloatBlock.of(arena, operands[1]);
            var result = FloatBlock.of(arena, size);
            var scratch = FloatBlock.of(arena, Math.toIntExact(convolution.scratchBytes(c.batch(), threads) / 4));
            convolution.run(new ConvCall(
                    ThreadTeam.of(threads),
                    c.batch(),
                    left.address(),
                    right.address(),
                    result.address(),
                    scratch.address(),
                    Epilogue.NONE));
            assertThat(result.zonesIntact()).isTrue();
            assertThat(scratch.zonesIntact()).isTrue();
            return result.toArray();
        }
    }

    static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_direction_equals_the_direct_sum(ConvCase c) {
        double[] input = integers(c.inputSize(), 1);
        double[] kernel = integers(c.kernelSize(), 2);
        double[] upstream = integers(c.outputSize(), 3);
        var direct = new DirectConvolution(c.geometry(), c.batch());
        for (GatherMatmul matmul : MATMULS) {
            assertThat(run(
                            Correlation.forward(c.geometry(), matmul),
                            1,
                            c,
                            new double[][] {input, kernel},
                            c.outputSize()))
                    .isEqualTo(floats(direct.forward(input, kernel)));
            assertThat(run(
                            Correlation.inputGradient(c.geometry(), matmul),
                            1,
                            c,
                            new double[][] {upstream, kernel},
                            c.inputSize()))
                    .isEqualTo(floats(direct.inputGradient(upstream, kernel)));
            assertThat(run(
                            new KernelGradient(c.geometry(), matmul),
                            1,
                            c,
                            new double[][] {input, upstream},
                            c.kernelSize()))
                    .isEqualTo(floats(direct.kernelGradient(input, upstream)));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bits_depend_neither_on_threads_nor_on_the_vector_api(ConvCase c) {
        double[] input = reals(c.inputSize(), 1);
        double[] kernel = reals(c.kernelSize(), 2);
        double[] upstream = reals(c.outputSize(), 3);
        float[][] first = directions(MATMULS.get(0), 1, c, input, kernel, upstream);
        for (int threads : new int[] {2, 3}) {
            assertThat(directions(MATMULS.get(0), threads, c, input, kernel, upstream))
                    .isDeepEqualTo(first);
        }
        assertThat(directions(MATMULS.get(2), 2, c, input, kernel, upstream)).isDeepEqualTo(first);
    }

    private static float[][] directions(
            GatherMatmul matmul, int threads, ConvCase c, double[] input, double[] kernel, double[] upstream) {
        ConvGeometry g = c.geometry();
        return new float[][] {
            run(Correlation.forward(g, matmul), threads, c, new double[][] {input, kernel}, c.outputSize()),
            run(Correlation.inputGradient(g, matmul), threads, c, new double[][] {upstream, kernel}, c.inputSize()),
            run(new KernelGradient(g, matmul), threads, c, new double[][] {input, upstream}, c.kernelSize())
        };
    }

    @Test
    void epilogue_sees_every_pixel_once() {
        var axis = new ConvAxis(40, 3, 2, 1, 1, 1);
        var geometry = new ConvGeometry(ConvAxis.ABSENT, axis, axis, 64, 64, 1);
        for (Convolution convolution : List.of(Convolution.forward(geometry), Convolution.inputGradient(geometry))) {
            boolean forward = convolution.scratchBytes(1, 1)
                    == Convolution.forward(geometry).scratchBytes(1, 1);
            long pixels = 3 * (forward ? geometry.outputPixels() : geometry.inputPixels());
            var rows = new AtomicLong();
            try (Arena arena = Arena.ofConfined()) {
                long images = Memory.allocate(arena, 4L * 64 * 3 * geometry.inputPixels());
                long kernel = Memory.allocate(arena, 4L * geometry.kernelSize());
                long result = Memory.allocate(arena, 4L * 64 * pixels);
                long scratch = Memory.allocate(arena, convolution.scratchBytes(3, 2));
                convolution.run(new ConvCall(
                        ThreadTeam.of(2), 3, images, kernel, result, scratch, (_, from, to, _, columns) -> {
                            rows.addAndGet(to - from);
                            assertThat(columns).isEqualTo(64);
                        }));
            }
            assertThat(rows).hasValue(pixels);
        }
    }

    @Test
    void refuses_a_kernel_larger_than_the_padded_input() {
        assertThatThrownBy(() -> new ConvAxis(4, 3, 1, 2, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not fit into 4 cells");
    }

    @Test
    void refuses_groups_that_do_not_divide_the_channels() {
        assertThatThrownBy(() -> new ConvGeometry(ConvAxis.ABSENT, ConvAxis.ABSENT, ConvAxis.ABSENT, 6, 8, 4))
                .hasMessageContaining("groups must divide both");
    }
}
