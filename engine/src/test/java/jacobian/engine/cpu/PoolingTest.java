package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("opsuite")
class PoolingTest {
    private static final int BATCH = 2;
    private static final List<PoolLoops> LOOPS = List.of(Kernels.standard().pool(), ScalarPool.FLOAT32);

    static Stream<PoolGeometry> geometries() {
        List<ConvAxis> axes = List.of(
                new ConvAxis(8, 2, 2, 1, 0, 0),
                new ConvAxis(7, 2, 2, 1, 0, 0),
                new ConvAxis(7, 3, 2, 1, 1, 1),
                new ConvAxis(5, 3, 1, 1, 1, 1),
                new ConvAxis(9, 2, 3, 1, 0, 1),
                new ConvAxis(2, 2, 1, 3, 1, 2),
                ConvAxis.ABSENT);
        var all = new ArrayList<PoolGeometry>();
        for (int i = 0; i < axes.size(); i++) {
            for (int channels : new int[] {1, 3, 16, 17, 33, 64}) {
                ConvAxis other = axes.get((i + channels) % axes.size());
                all.add(new PoolGeometry(ConvAxis.ABSENT, ConvAxis.ABSENT, axes.get(i), channels));
                all.add(new PoolGeometry(ConvAxis.ABSENT, axes.get(i), other, channels));
                all.add(new PoolGeometry(axes.get((i + 2) % axes.size()), axes.get(i), other, channels));
            }
        }
        return all.stream();
    }

    /// Input, upstream and what the operation makes of them, in float64.
    private static final class Oracle {
        final PoolGeometry g;
        final double[] input;
        final double[] upstream;
        final double[] max;
        final double[] index;
        final double[] average;
        final double[] maxGradient;
        final double[] averageGradient;

        Oracle(PoolGeometry geometry) {
            g = geometry;
            int in = Math.toIntExact(BATCH * g.inputPixels() * g.channels());
            int out = Math.toIntExact(BATCH * g.outputPixels() * g.channels());
            var random = new Random(5);
            input = random.doubles(in).map(x -> Math.floor(x * 6)).toArray();
            upstream = random.doubles(out).map(x -> 36 * Math.floor(x * 9)).toArray();
            max = new double[out];
            index = new double[out];
            average = new double[out];
            maxGradient = new double[in];
            averageGradient = new double[in];
            for (int o = 0; o < out; o++) {
                pixel(o);
            }
        }

        private void pixel(int o) {
            int channel = o % g.channels();
            int pixel = o / g.channels();
            int image = pixel / (int) g.outputPixels();
            List<Integer> cells = cells(pixel % (int) g.outputPixels());
            max[o] = cells.isEmpty() ? Double.NEGATIVE_INFINITY : -1;
            double sum = 0;
            for (int cell : cells) {
                double x = input[at(image, cell, channel)];
                sum += x;
                if (x > max[o]) {
                    max[o] = x;
                    index[o] = cell;
                }
            }
            average[o] = sum / cells.size();
            for (int cell : cells) {
                averageGradient[at(image, cell, channel)] += upstream[o] / cells.size();
            }
            if (!cells.isEmpty()) {
                maxGradient[at(image, (int) index[o], channel)] += upstream[o];
            }
        }

        private int at(int image, int cell, int channel) {
            return (image * (int) g.inputPixels() + cell) * g.channels() + channel;
        }

        private List<Integer> cells(int pixel) {
            var cells = new ArrayList<Integer>();
            int w = pixel % g.width().output();
            int h = pixel / g.width().output() % g.height().output();
            int d = pixel / g.width().output() / g.height().output();
            for (int i : axis(g.depth(), d)) {
                for (int j : axis(g.height(), h)) {
                    for (int k : axis(g.width(), w)) {
                        cells.add((i * g.height().input() + j) * g.width().input() + k);
                    }
                }
            }
            return cells;
        }

        private static int[] axis(ConvAxis axis, int output) {
            return java.util.stream.IntStream.range(0, axis.kernel())
                    .map(k -> output * axis.stride() - axis.low() + k * axis.dilation())
                    .filter(cell -> cell >= 0 && cell < axis.input())
                    .toArray();
        }
    }

    private static float[] run(
            PoolGeometry g, PoolLoops loops, int threads, Oracle oracle, int size, BiConsumer<Pooling, PoolCall> op) {
        try (Arena arena = Arena.ofConfined()) {
            var input = FloatBlock.of(arena, oracle.input);
            var upstream = FloatBlock.of(arena, oracle.upstream);
            var result = FloatBlock.of(arena, size);
            op.accept(
                    new Pooling(g, loops),
                    new PoolCall(ThreadTeam.of(threads), BATCH, input.address(), upstream.address(), result.address()));
            assertThat(result.zonesIntact()).isTrue();
            return result.toArray();
        }
    }

    private static double largestDifference(float[] result, double[] expected) {
        double largest = 0;
        for (int i = 0; i < result.length; i++) {
            largest = Math.max(largest, Math.abs(result[i] - expected[i]));
        }
        return largest;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void every_operation_equals_its_definition(PoolGeometry g) {
        var oracle = new Oracle(g);
        for (PoolLoops loops : LOOPS) {
            for (int threads = 1; threads <= 3; threads++) {
                assertThat(run(g, loops, threads, oracle, oracle.max.length, Pooling::max))
                        .isEqualTo(floats(oracle.max));
                assertThat(run(g, loops, threads, oracle, oracle.max.length, Pooling::average))
                        .isEqualTo(floats(oracle.average));
                assertThat(run(g, loops, threads, oracle, oracle.input.length, Pooling::maxGradient))
                        .isEqualTo(floats(oracle.maxGradient));
                float[] gradient = run(g, loops, threads, oracle, oracle.input.length, Pooling::averageGradient);
                assertThat(largestDifference(gradient, oracle.averageGradient)).isLessThan(1e-3);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void index_is_that_of_the_first_largest_cell(PoolGeometry g) {
        var oracle = new Oracle(g);
        for (PoolLoops loops : LOOPS) {
            float[] bits = run(g, loops, 2, oracle, oracle.index.length, Pooling::maxIndex);
            for (int i = 0; i < bits.length; i++) {
                bits[i] = Float.floatToRawIntBits(bits[i]);
            }
            assertThat(bits).isEqualTo(floats(oracle.index));
        }
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void float64_equals_the_definition(PoolGeometry g) {
        var oracle = new Oracle(g);
        var pooling = Pooling.float64(g);
        assertThat(run64(pooling, oracle, oracle.max.length, Pooling::max)).isEqualTo(oracle.max);
        assertThat(run64(pooling, oracle, oracle.max.length, Pooling::average)).isEqualTo(oracle.average);
        assertThat(run64(pooling, oracle, oracle.input.length, Pooling::maxGradient))
                .isEqualTo(oracle.maxGradient);
        assertThat(run64(pooling, oracle, oracle.input.length, Pooling::averageGradient))
                .isEqualTo(oracle.averageGradient);
        try (Arena arena = Arena.ofShared()) {
            long result = Memory.allocate(arena, 4L * oracle.index.length);
            pooling.maxIndex(new PoolCall(ThreadTeam.of(2), BATCH, block64(arena, oracle.input), 0, result));
            for (int i = 0; i < oracle.index.length; i++) {
                assertThat(Memory.ALL.get(JAVA_INT, result + 4L * i)).isEqualTo((int) oracle.index[i]);
            }
        }
    }

    private static double[] run64(Pooling pooling, Oracle oracle, int size, BiConsumer<Pooling, PoolCall> op) {
        try (Arena arena = Arena.ofShared()) {
            long input = block64(arena, oracle.input);
            long upstream = block64(arena, oracle.upstream);
            long result = Memory.allocate(arena, 8L * size);
            op.accept(pooling, new PoolCall(ThreadTeam.of(2), BATCH, input, upstream, result));
            double[] values = new double[size];
            for (int i = 0; i < size; i++) {
                values[i] = Memory.ALL.get(JAVA_DOUBLE, result + 8L * i);
            }
            return values;
        }
    }

    private static long block64(Arena arena, double[] values) {
        long address = Memory.allocate(arena, 8L * values.length);
        for (int i = 0; i < values.length; i++) {
            Memory.ALL.set(JAVA_DOUBLE, address + 8L * i, values[i]);
        }
        return address;
    }

    @Test
    void nan_is_the_largest_cell() {
        var axis = new ConvAxis(4, 2, 2, 1, 0, 0);
        var geometry = new PoolGeometry(ConvAxis.ABSENT, ConvAxis.ABSENT, axis, 19);
        for (PoolLoops loops : LOOPS) {
            try (Arena arena = Arena.ofConfined()) {
                double[] cells = new double[4 * 19];
                Arrays.fill(cells, 19, 2 * 19, Double.NaN);
                Arrays.fill(cells, 2 * 19, 3 * 19, Double.NaN);
                var input = FloatBlock.of(arena, cells);
                var result = FloatBlock.of(arena, 2 * 19);
                var call = new PoolCall(ThreadTeam.of(1), 1, input.address(), 0, result.address());
                new Pooling(geometry, loops).max(call);
                assertThat(result.toArray()).containsOnly(Float.NaN);
                new Pooling(geometry, loops).maxIndex(call);
                for (int i = 0; i < 2 * 19; i++) {
                    assertThat(Memory.ALL.get(JAVA_INT, result.address() + 4L * i))
                            .isEqualTo(i < 19 ? 1 : 2);
                }
            }
        }
    }
}
