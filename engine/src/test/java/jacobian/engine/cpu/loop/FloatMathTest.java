package jacobian.engine.cpu.loop;

import static jacobian.engine.cpu.loop.LoopOperand.full;
import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.graph.Unary;
import jacobian.engine.shape.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Functions of float32: how far from the truth, at the edges, and the same bits in vectors.
@Tag("opsuite")
class FloatMathTest {
    @FunctionalInterface
    interface FloatFunction {
        float of(float x);
    }

    private static final float[] EDGES = {
        0f,
        -0f,
        1f,
        -1f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        88.72284f,
        88.73f,
        -87.4f,
        -103.97f,
        -104f,
        0.5f,
        -17.4f
    };

    static Stream<Arguments> functions() {
        return Stream.of(
                function("exp", FloatMath::exp, StrictMath::exp, 1),
                function("expm1", FloatMath::expm1, StrictMath::expm1, 1.5),
                function("log", FloatMath::log, StrictMath::log, 1),
                function("log1p", FloatMath::log1p, StrictMath::log1p, 1),
                function("tanh", FloatMath::tanh, StrictMath::tanh, 2.5),
                function("sigmoid", FloatMath::sigmoid, DoubleMath::sigmoid, 2.5),
                function("sin", FloatMath::sin, StrictMath::sin, 2),
                function("cos", FloatMath::cos, StrictMath::cos, 2),
                function("erf", FloatMath::erf, DoubleMath::erf, 1),
                function("erfinv", FloatMath::erfinv, DoubleMath::erfinv, 4));
    }

    private static Arguments function(String name, FloatFunction function, DoubleUnaryOperator truth, double ulps) {
        return Arguments.of(name, function, truth, ulps);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void function_is_within_a_few_units_of_the_last_place(
            String name, FloatFunction function, DoubleUnaryOperator truth, double ulps) {
        for (float x : EDGES) {
            check(name, function, truth, ulps, x);
        }
        for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += 40_009) {
            check(name, function, truth, ulps, Float.intBitsToFloat((int) bits));
        }
    }

    private static void check(String name, FloatFunction function, DoubleUnaryOperator truth, double ulps, float x) {
        float is = function.of(x);
        double wanted = truth.applyAsDouble(x);
        if (Float.isNaN((float) wanted) || Float.isInfinite((float) wanted) || is == 0 || Float.isInfinite(is)) {
            int order = Float.compare(is, (float) wanted);
            assertThat(order)
                    .as("%s(%s) is %s instead of %s", name, x, is, (float) wanted)
                    .isZero();
        } else {
            double error = Math.abs(is - wanted) / Math.ulp((float) wanted);
            assertThat(error)
                    .as("ulps of %s(%s) = %s, wanted %s", name, x, is, wanted)
                    .isLessThan(ulps);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Unary.class,
            names = {
                "EXP", "EXPM1", "LOG", "LOG1P", "SQRT", "RSQRT", "TANH", "SIGMOID", "ERF", "ROUND", "FLOOR", "CEIL",
                "SIGN", "RELU"
            })
    void vectors_give_the_same_bits_for_a_million_values(Unary op) {
        int count = 1_000_000;
        var loop = new Loop(
                1,
                0,
                List.of(),
                List.of(full(DType.FLOAT32), full(DType.FLOAT32)),
                List.of(new Instruction.Load(0), new Instruction.Apply(op, List.of(0))),
                List.of(new LoopOutput.Store(1, 1)));
        var bound = BoundLoop.of(loop, new long[] {count}, new long[][] {{1}, {1}});
        assertThat(bound.compilable()).isEqualTo(vectors());
        try (var arena = Arena.ofConfined()) {
            long x = Memory.allocate(arena, 4L * count);
            var random = new SplittableRandom(3);
            for (int i = 0; i < count; i++) {
                float near = (float) random.nextDouble(-20, 20);
                float any = i < EDGES.length ? EDGES[i] : Float.intBitsToFloat(random.nextInt());
                Memory.ALL.set(ValueLayout.JAVA_FLOAT, x + 4L * i, i % 2 == 0 ? any : near);
            }
            long tiles = Memory.allocate(arena, 4L * count);
            long compiled = Memory.allocate(arena, 4L * count);
            bound.onTiles().run(ThreadTeam.of(1), new long[] {x, tiles}, 0);
            bound.compiled()
                    .run(ThreadTeam.of(1), new long[] {x, compiled}, Memory.allocate(arena, bound.scratchBytes(1)));
            for (int i = 0; i < count; i++) {
                int a = canonical(tiles + 4L * i);
                int b = canonical(compiled + 4L * i);
                if (a != b) {
                    throw new AssertionError(op + "(" + Memory.ALL.get(ValueLayout.JAVA_FLOAT, x + 4L * i) + ") is "
                            + Float.intBitsToFloat(b) + " compiled and " + Float.intBitsToFloat(a) + " on tiles");
                }
            }
        }
    }

    private static boolean vectors() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /// Bits at `address`, all NaNs alike.
    private static int canonical(long address) {
        return Float.floatToIntBits(Memory.ALL.get(ValueLayout.JAVA_FLOAT, address));
    }
}
