package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("opsuite")
class DoubleConvolutionTest {
    static Stream<ConvCase> cases() {
        return ConvCase.grid().stream();
    }

    private static double[] integers(int size, long seed) {
        return new Random(seed).doubles(size).map(x -> Math.floor(x * 9) - 4).toArray();
    }

    private static long block(Arena arena, double[] values) {
        long address = Memory.allocate(arena, 8L * values.length);
        for (int i = 0; i < values.length; i++) {
            Memory.ALL.set(JAVA_DOUBLE, address + 8L * i, values[i]);
        }
        return address;
    }

    private static double[] run(Convolution convolution, ConvCase c, double[] left, double[] right, int size) {
        try (Arena arena = Arena.ofShared()) {
            long result = Memory.allocate(arena, 8L * size);
            convolution.run(new ConvCall(
                    ThreadTeam.of(2), c.batch(), block(arena, left), block(arena, right), result, 0, Epilogue.NONE));
            double[] values = new double[size];
            for (int i = 0; i < size; i++) {
                values[i] = Memory.ALL.get(JAVA_DOUBLE, result + 8L * i);
            }
            return values;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_direction_equals_the_direct_sum(ConvCase c) {
        double[] input = integers(c.inputSize(), 1);
        double[] kernel = integers(c.kernelSize(), 2);
        double[] upstream = integers(c.outputSize(), 3);
        var direct = new DirectConvolution(c.geometry(), c.batch());
        assertThat(run(Convolution.forwardFloat64(c.geometry()), c, input, kernel, c.outputSize()))
                .isEqualTo(direct.forward(input, kernel));
        assertThat(run(Convolution.inputGradientFloat64(c.geometry()), c, upstream, kernel, c.inputSize()))
                .isEqualTo(direct.inputGradient(upstream, kernel));
        assertThat(run(Convolution.kernelGradientFloat64(c.geometry()), c, input, upstream, c.kernelSize()))
                .isEqualTo(direct.kernelGradient(input, upstream));
    }
}
