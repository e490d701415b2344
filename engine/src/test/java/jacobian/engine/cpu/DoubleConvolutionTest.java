package jacobian.engine.cpu;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import jacobian.engine.cpu.DoubleConvolution.Direction;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("opsuite")
class DoubleConvolutionTest {
    private static final ConvAxis NONE = ConvAxis.ABSENT;
    private static final ConvAxis STRIDED = new ConvAxis(21, 3, 2, 1, 1, 1);
    private static final ConvGeometry DENSE = new ConvGeometry(NONE, STRIDED, STRIDED, 8, 16, 1);
    private static final ConvGeometry FROM_ONE = new ConvGeometry(NONE, STRIDED, STRIDED, 1, 32, 1);
    private static final ConvAxis SAME = new ConvAxis(21, 3, 1, 1, 1, 1);
    private static final ConvGeometry TO_ONE = new ConvGeometry(NONE, SAME, SAME, 32, 1, 1);
    private static final ConvGeometry DEPTHWISE = new ConvGeometry(NONE, STRIDED, STRIDED, 10, 10, 10);

    /// A way to compute a direction.
    private interface Way {
        Convolution of(ConvGeometry geometry, Direction direction);
    }

    /// Ways that give the same bits, by matrix products and line by line, on the Vector API and without.
    private static final List<List<Way>> WAYS = List.of(
            ways(DoubleConvolutionTest::products), ways(DoubleConvolution::new), ways(DoubleConvolutionTest::single));

    private interface KernelWay {
        Convolution of(ConvGeometry geometry, Direction direction, Kernels kernels);
    }

    private static List<Way> ways(KernelWay way) {
        var scalar = new ScalarKernels();
        return List.of((g, d) -> way.of(g, d, Kernels.standard()), (g, d) -> way.of(g, d, scalar));
    }

    private static Convolution products(ConvGeometry geometry, Direction direction, Kernels kernels) {
        return switch (direction) {
            case FORWARD -> DoubleCorrelation.forward(geometry, kernels);
            case INPUT_GRADIENT -> DoubleCorrelation.inputGradient(geometry, kernels);
            case KERNEL_GRADIENT -> new DoubleKernelGradient(geometry, kernels);
        };
    }

    /// Where it can be, as to a single channel.
    private static Convolution single(ConvGeometry geometry, Direction direction, Kernels kernels) {
        return DoubleConvolution.isSingle(geometry, direction)
                ? new DoubleSingle(geometry, direction, kernels)
                : products(geometry, direction, kernels);
    }

    static Stream<ConvCase> cases() {
        return ConvCase.grid().stream();
    }

    /// Input, kernel and upstream.
    private record Arrays3(double[] input, double[] kernel, double[] upstream) {
        static Arrays3 of(ConvCase c, boolean whole) {
            return new Arrays3(
                    numbers(c.inputSize(), 1, whole),
                    numbers(c.kernelSize(), 2, whole),
                    numbers(c.outputSize(), 3, whole));
        }

        /// Integers so small that every sum is exact, or reals.
        private static double[] numbers(int size, long seed, boolean whole) {
            var random = new Random(seed).doubles(size, -1, 1);
            return random.map(x -> whole ? Math.floor(x * 4.5) : x).toArray();
        }

        double[] left(Direction direction) {
            return direction == Direction.INPUT_GRADIENT ? upstream : input;
        }

        double[] right(Direction direction) {
            return direction == Direction.KERNEL_GRADIENT ? upstream : kernel;
        }

        int size(Direction direction) {
            return switch (direction) {
                case FORWARD -> upstream.length;
                case INPUT_GRADIENT -> input.length;
                case KERNEL_GRADIENT -> kernel.length;
            };
        }

        double[] direct(ConvCase c, Direction direction) {
            var direct = new DirectConvolution(c.geometry(), c.batch());
            return switch (direction) {
                case FORWARD -> direct.forward(input, kernel);
                case INPUT_GRADIENT -> direct.inputGradient(upstream, kernel);
                case KERNEL_GRADIENT -> direct.kernelGradient(input, upstream);
            };
        }
    }

    /// A block between two zones that no kernel may touch.
    private static long block(Arena arena, double[] values) {
        double[] zoned = new double[values.length + 2 * 8];
        Arrays.fill(zoned, 12345.678);
        System.arraycopy(values, 0, zoned, 8, values.length);
        long address = Memory.allocate(arena, 8L * zoned.length);
        for (int i = 0; i < zoned.length; i++) {
            Memory.ALL.set(JAVA_DOUBLE, address + 8L * i, zoned[i]);
        }
        return address + 8 * 8;
    }

    private static double[] read(long address, int size) {
        double[] values = new double[size + 2 * 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = Memory.ALL.get(JAVA_DOUBLE, address + 8L * (i - 8));
        }
        for (int i = 0; i < 8; i++) {
            assertThat(values[i]).isEqualTo(12345.678);
            assertThat(values[size + 8 + i]).isEqualTo(12345.678);
        }
        return Arrays.copyOfRange(values, 8, size + 8);
    }

    private static double[] run(Way way, Direction direction, int threads, ConvCase c, Arrays3 arrays) {
        try (Arena arena = Arena.ofShared()) {
            var convolution = way.of(c.geometry(), direction);
            int size = arrays.size(direction);
            int scratchSize = Math.toIntExact(convolution.scratchBytes(c.batch(), threads) / 8);
            long result = block(arena, new double[size]);
            long scratch = block(arena, new double[scratchSize]);
            var call = new ConvCall(ThreadTeam.of(threads), c.batch(), Epilogue.NONE);
            call.move(block(arena, arrays.left(direction)), block(arena, arrays.right(direction)), result, scratch);
            convolution.run(call);
            read(scratch, scratchSize);
            return read(result, size);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_direction_equals_the_direct_sum(ConvCase c) {
        var integers = Arrays3.of(c, true);
        var reals = Arrays3.of(c, false);
        for (Direction direction : Direction.values()) {
            for (var ways : WAYS) {
                assertThat(run(ways.getFirst(), direction, 2, c, integers)).isEqualTo(integers.direct(c, direction));
                assertThat(run(ways.getFirst(), direction, 1, c, reals))
                        .containsExactly(reals.direct(c, direction), Offset.offset(1e-10));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bits_depend_neither_on_threads_nor_on_the_vector_api(ConvCase c) {
        var reals = Arrays3.of(c, false);
        for (Direction direction : Direction.values()) {
            for (var ways : WAYS) {
                double[] first = run(ways.getFirst(), direction, 1, c, reals);
                assertThat(run(ways.getFirst(), direction, 3, c, reals)).isEqualTo(first);
                assertThat(run(ways.getLast(), direction, 1, c, reals)).isEqualTo(first);
            }
        }
    }

    @Test
    void the_shape_chooses_the_way() {
        assertThat(Convolution.forwardFloat64(DENSE)).isInstanceOf(DoubleCorrelation.class);
        assertThat(Convolution.inputGradientFloat64(DENSE)).isInstanceOf(DoubleCorrelation.class);
        assertThat(Convolution.kernelGradientFloat64(DENSE)).isInstanceOf(DoubleKernelGradient.class);
        assertThat(Convolution.forwardFloat64(TO_ONE)).isInstanceOf(DoubleSingle.class);
        assertThat(Convolution.inputGradientFloat64(FROM_ONE)).isInstanceOf(DoubleSingle.class);
        assertThat(Convolution.forwardFloat64(DEPTHWISE)).isInstanceOf(DoubleConvolution.class);
        assertThat(Convolution.inputGradientFloat64(DEPTHWISE)).isInstanceOf(DoubleConvolution.class);
        assertThat(Convolution.kernelGradientFloat64(DEPTHWISE)).isInstanceOf(DoubleConvolution.class);
    }

    @Test
    void epilogue_sees_every_pixel_once_when_its_sums_are_final() {
        for (var geometry : List.of(DENSE, DEPTHWISE, FROM_ONE, TO_ONE)) {
            for (var direction : List.of(Direction.FORWARD, Direction.INPUT_GRADIENT)) {
                for (var ways : WAYS) {
                    var c = new ConvCase(geometry, 5);
                    var ones = Arrays3.of(c, true);
                    assertThat(negated(ways.getFirst().of(geometry, direction), direction, c, ones))
                            .isEqualTo(Arrays.stream(ones.direct(c, direction))
                                    .map(x -> -1 - x)
                                    .toArray());
                }
            }
        }
    }

    /// Each element `x` as `-1 - x`: twice would show, and so would too early.
    private static double[] negated(Convolution convolution, Direction direction, ConvCase c, Arrays3 arrays) {
        int size = arrays.size(direction);
        ConvGeometry g = c.geometry();
        long pixels = c.batch() * (direction == Direction.FORWARD ? g.outputPixels() : g.inputPixels());
        try (Arena arena = Arena.ofShared()) {
            long result = block(arena, new double[size]);
            Epilogue epilogue = (_, from, to, _, columns) -> {
                assertThat(columns).isEqualTo(size / pixels);
                for (long at = result + 8 * from * columns; at < result + 8 * to * columns; at += 8) {
                    Memory.ALL.set(JAVA_DOUBLE, at, -1 - Memory.ALL.get(JAVA_DOUBLE, at));
                }
            };
            long scratch = Memory.allocate(arena, convolution.scratchBytes(c.batch(), 2));
            var call = new ConvCall(ThreadTeam.of(2), c.batch(), epilogue);
            call.move(block(arena, arrays.left(direction)), block(arena, arrays.right(direction)), result, scratch);
            convolution.run(call);
            return read(result, size);
        }
    }

    @Test
    void a_run_allocates_nothing() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (var geometry : List.of(DENSE, DEPTHWISE, FROM_ONE, TO_ONE)) {
            for (var direction : Direction.values()) {
                for (var ways : WAYS) {
                    var c = new ConvCase(geometry, 2);
                    var arrays = Arrays3.of(c, false);
                    var convolution = ways.getLast().of(geometry, direction);
                    try (Arena arena = Arena.ofShared()) {
                        var call = new ConvCall(ThreadTeam.of(1), c.batch(), Epilogue.NONE);
                        call.move(
                                block(arena, arrays.left(direction)),
                                block(arena, arrays.right(direction)),
                                block(arena, new double[arrays.size(direction)]),
                                Memory.allocate(arena, convolution.scratchBytes(c.batch(), 1)));
                        convolution.run(call);
                        long before = threads.getCurrentThreadAllocatedBytes();
                        convolution.run(call);
                        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                                .isLessThan(1_000);
                    }
                }
            }
        }
    }
}
