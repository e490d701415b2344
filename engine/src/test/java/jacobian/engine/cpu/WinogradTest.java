package jacobian.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.cpu.simd.VectorGather;
import jacobian.engine.cpu.simd.VectorWinograd;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("opsuite")
class WinogradTest {
    /// What programs use, which waits for its loops to be compiled; the plain loops; and those on the Vector API.
    private static final List<Kernels> KERNELS = Kernels.standard().vectorized()
            ? List.of(Kernels.standard(), new ScalarKernels(), new AtOnce())
            : List.of(Kernels.standard());

    /// The Vector API without waiting.
    private static final class AtOnce implements Kernels {
        @Override
        public MatmulPart float32Matmul(MatmulGeometry geometry) {
            return Kernels.standard().float32Matmul(geometry);
        }

        @Override
        public MatmulPart float64Matmul(MatmulGeometry geometry) {
            return Kernels.standard().float64Matmul(geometry);
        }

        @Override
        public GatherMatmul gather() {
            return new VectorGather(false);
        }

        @Override
        public WinogradLoops winograd() {
            return new VectorWinograd();
        }

        @Override
        public PoolLoops pool() {
            return Kernels.standard().pool();
        }

        @Override
        public AttentionRows attentionRows(AttentionRows meanwhile) {
            return meanwhile;
        }

        @Override
        public Optional<LaneLoops> laneLoops() {
            return Kernels.standard().laneLoops();
        }

        @Override
        public boolean vectorized() {
            return true;
        }

        @Override
        public boolean ready(long operations) {
            return true;
        }
    }

    /// Even and odd images, with all paddings, of one and of several units, of more channels than a tile has.
    static Stream<ConvCase> cases() {
        return Stream.of(
                image(1, 8, 8, 1, 1, 16, 16),
                image(3, 7, 9, 1, 1, 16, 32),
                image(2, 6, 5, 0, 0, 32, 16),
                image(5, 8, 8, 1, 1, 64, 48),
                image(2, 9, 6, 2, 1, 16, 16),
                image(1, 5, 6, 0, 2, 16, 16),
                image(2, 32, 32, 1, 1, 16, 16),
                image(1, 26, 26, 0, 0, 32, 64),
                image(1, 33, 17, 2, 2, 48, 16));
    }

    private static ConvCase image(int batch, int height, int width, int low, int high, int channels, int filters) {
        var geometry = new ConvGeometry(
                ConvAxis.ABSENT,
                new ConvAxis(height, 3, 1, 1, low, high),
                new ConvAxis(width, 3, 1, 1, low, high),
                channels,
                filters,
                1);
        return new ConvCase(geometry, batch);
    }

    private static float[][] directions(Kernels kernels, int threads, ConvCase c, double[][] arrays) {
        ConvGeometry g = c.geometry();
        double[][] forward = {arrays[0], arrays[1]};
        double[][] inputGradient = {arrays[2], arrays[1]};
        double[][] kernelGradient = {arrays[0], arrays[2]};
        return new float[][] {
            ConvolutionTest.run(Convolution.forward(g, kernels), threads, c, forward, c.outputSize()),
            ConvolutionTest.run(Convolution.inputGradient(g, kernels), threads, c, inputGradient, c.inputSize()),
            ConvolutionTest.run(Convolution.kernelGradient(g, kernels), threads, c, kernelGradient, c.kernelSize())
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_direction_equals_the_direct_sum(ConvCase c) {
        double[] input = ConvolutionTest.integers(c.inputSize(), 1);
        double[] kernel = ConvolutionTest.integers(c.kernelSize(), 2);
        double[] upstream = ConvolutionTest.integers(c.outputSize(), 3);
        assertThat(WinogradGrid.suits(c.geometry())).isTrue();
        var direct = new DirectConvolution(c.geometry(), c.batch());
        float[][] expected = {
            ConvolutionTest.floats(direct.forward(input, kernel)),
            ConvolutionTest.floats(direct.inputGradient(upstream, kernel)),
            ConvolutionTest.floats(direct.kernelGradient(input, upstream))
        };
        for (Kernels kernels : KERNELS) {
            assertThat(directions(kernels, 1, c, new double[][] {input, kernel, upstream}))
                    .isDeepEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bits_depend_neither_on_threads_nor_on_the_vector_api(ConvCase c) {
        double[][] arrays = {
            ConvolutionTest.reals(c.inputSize(), 1),
            ConvolutionTest.reals(c.kernelSize(), 2),
            ConvolutionTest.reals(c.outputSize(), 3)
        };
        float[][] first = directions(KERNELS.getFirst(), 1, c, arrays);
        for (Kernels kernels : KERNELS) {
            for (int threads = 1; threads < 5; threads++) {
                assertThat(directions(kernels, threads, c, arrays)).isDeepEqualTo(first);
            }
        }
    }

    /// Sums of 2,304 products of numbers up to 1: rounding as of the direct sum, a little more for the transforms.
    @Test
    void reals_are_as_good_as_those_of_a_direct_sum() {
        ConvCase c = image(2, 16, 16, 1, 1, 256, 32);
        double[] input = ConvolutionTest.reals(c.inputSize(), 1);
        double[] kernel = ConvolutionTest.reals(c.kernelSize(), 2);
        double[] expected = new DirectConvolution(c.geometry(), c.batch()).forward(input, kernel);
        double[][] operands = {input, kernel};
        var ours = ConvolutionTest.run(Convolution.forward(c.geometry()), 2, c, operands, c.outputSize());
        var direct = ConvolutionTest.run(
                Correlation.forward(c.geometry(), Kernels.standard().gather()), 2, c, operands, c.outputSize());
        assertThat(error(ours, expected))
                .isLessThan(2 * error(direct, expected))
                .isLessThan(1e-6);
    }

    /// Root of the mean square of the differences, over that of the numbers.
    private static double error(float[] actual, double[] expected) {
        double squares = 0;
        double all = 0;
        for (int i = 0; i < actual.length; i++) {
            squares += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            all += expected[i] * expected[i];
        }
        return Math.sqrt(squares / all);
    }
}
