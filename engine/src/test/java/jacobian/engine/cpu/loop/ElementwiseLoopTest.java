package jacobian.engine.cpu.loop;

import static jacobian.engine.cpu.loop.LoopOperand.full;
import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Bitcast;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Comparison;
import jacobian.engine.graph.Op;
import jacobian.engine.graph.Reduce;
import jacobian.engine.graph.Select;
import jacobian.engine.graph.Unary;
import jacobian.engine.shape.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every operation on every type it takes, every reduction, at sizes around the vector width.
@Tag("opsuite")
class ElementwiseLoopTest {
    private static final long[] SIZES = {1, 7, 15, 16, 17, 31, 255, 1025, 4099};

    /// One operation with the types of its arguments.
    record Case(Op op, List<DType> types) {}

    private static boolean takes(Unary op, DType dtype) {
        return switch (op) {
            case NEGATE, ABS, SIGN, RELU, FLOOR, CEIL, ROUND -> dtype != DType.BOOL;
            case NOT -> dtype == DType.BOOL;
            case EXP,
                    EXPM1,
                    LOG,
                    LOG1P,
                    SQRT,
                    RSQRT,
                    SIN,
                    COS,
                    TAN,
                    ASIN,
                    ACOS,
                    ATAN,
                    SINH,
                    COSH,
                    TANH,
                    ASINH,
                    ACOSH,
                    ATANH,
                    SIGMOID,
                    ERF,
                    ERFINV,
                    IS_NAN,
                    IS_FINITE -> dtype.isFloating();
        };
    }

    private static boolean takes(Binary op, DType dtype) {
        return switch (op) {
            case ADD, SUBTRACT, MULTIPLY, POWER, MAXIMUM, MINIMUM, MOD, FLOOR_DIVIDE -> dtype != DType.BOOL;
            case DIVIDE, ATAN2 -> dtype.isFloating();
            case AND, OR, XOR -> !dtype.isFloating();
            case SHIFT_LEFT, SHIFT_RIGHT -> dtype.isInteger();
        };
    }

    static Stream<Case> cases() {
        var cases = new ArrayList<Case>();
        for (var dtype : DType.values()) {
            cases.add(new Case(new Select(), List.of(DType.BOOL, dtype, dtype)));
            Arrays.stream(DType.values())
                    .filter(to -> to == dtype
                            || !(to.isHalf() || dtype.isHalf())
                            || to == DType.FLOAT32
                            || dtype == DType.FLOAT32)
                    .forEach(to -> cases.add(new Case(new Cast(to), List.of(dtype))));
            if (dtype.isHalf()) {
                continue;
            }
            Arrays.stream(Unary.values())
                    .filter(op -> takes(op, dtype))
                    .forEach(op -> cases.add(new Case(op, List.of(dtype))));
            Arrays.stream(Binary.values())
                    .filter(op -> takes(op, dtype))
                    .forEach(op -> cases.add(new Case(op, List.of(dtype, dtype))));
            Arrays.stream(Comparison.values()).forEach(op -> cases.add(new Case(op, List.of(dtype, dtype))));
            for (var to : DType.values()) {
                if (to.bytes() == dtype.bytes() && to != DType.BOOL && dtype != DType.BOOL) {
                    cases.add(new Case(new Bitcast(to), List.of(dtype)));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void operation_agrees_with_its_definition_on_tiles_and_compiled(Case one) {
        var operands = new ArrayList<LoopOperand>();
        var body = new ArrayList<Instruction>();
        var args = new ArrayList<Integer>();
        for (var dtype : one.types()) {
            args.add(body.size());
            body.add(new Instruction.Load(operands.size()));
            operands.add(full(dtype));
        }
        body.add(new Instruction.Apply(one.op(), args));
        operands.add(full(LoopCheck.dtypes(operands, body).getLast()));
        int result = operands.size() - 1;
        var loop = new Loop(1, 0, List.of(), operands, body, List.of(new LoopOutput.Store(body.size() - 1, result)));
        for (long size : SIZES) {
            var strides = new long[operands.size()][];
            Arrays.fill(strides, new long[] {1});
            new LoopCase(loop, new long[] {size}, strides, 2e-6).check();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BFLOAT16", "FLOAT16"})
    void every_reduction_agrees_along_and_across_rows(DType dtype) {
        for (var kind : Reduce.Kind.values()) {
            if (dtype != DType.BOOL || kind == Reduce.Kind.MAX || kind == Reduce.Kind.MIN) {
                for (var axes : List.of(
                        List.<Integer>of(), List.of(0), List.of(1), List.of(2), List.of(0, 2), List.of(0, 1, 2))) {
                    for (var extents :
                            new long[][] {{3, 5, 17}, {2, 300, 33}, {1, 1, 4099}, {0, 3, 4}, {4, 0, 2}, {70, 1, 40}}) {
                        reduce(dtype, kind, axes, extents);
                    }
                }
            }
        }
    }

    private static void reduce(DType dtype, Reduce.Kind kind, List<Integer> axes, long[] extents) {
        var kept = extents.clone();
        axes.forEach(axis -> kept[axis] = 1);
        var loop = new Loop(
                3,
                0,
                axes,
                List.of(full(dtype), full(dtype)),
                List.of(new Instruction.Load(0)),
                List.of(new LoopOutput.Reduced(0, kind, 1)));
        var to = LoopCase.rowMajor(kept);
        axes.forEach(axis -> to[axis] = 0);
        new LoopCase(loop, extents, new long[][] {LoopCase.rowMajor(extents), to}, 1e-4).check();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 16, 17, 100, 1025, 5000})
    void rows_of_any_length_are_reduced_and_normalised(long columns) {
        var body = List.<Instruction>of(
                new Instruction.Load(0),
                new Instruction.RowReduce(Reduce.Kind.MAX, 0),
                new Instruction.Apply(Binary.SUBTRACT, List.of(0, 1)),
                new Instruction.Apply(Unary.EXP, List.of(2)),
                new Instruction.RowReduce(Reduce.Kind.SUM, 3),
                new Instruction.Apply(Binary.DIVIDE, List.of(3, 4)),
                new Instruction.Apply(Unary.LOG, List.of(4)));
        var operands = List.of(
                full(DType.FLOAT32), full(DType.FLOAT32), LoopOperand.perRow(DType.FLOAT32), full(DType.FLOAT32));
        var outputs = List.<LoopOutput>of(
                new LoopOutput.Store(5, 1), new LoopOutput.Store(6, 2), new LoopOutput.Reduced(5, Reduce.Kind.SUM, 3));
        var loop = new Loop(2, 1, List.of(0), operands, body, outputs);
        var wide = new long[] {columns, 1};
        var strides = new long[][] {wide, wide, {1, 0}, {0, 1}};
        boolean compiled = new LoopCase(loop, new long[] {37, columns}, strides, 1e-5).check();
        assertThat(compiled).isEqualTo(vectors() && columns >= 7);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 15, 32, 1000, 4099})
    void random_bits_are_those_of_the_definition(long columns) {
        var operands = List.of(full(DType.INT64), full(DType.INT64), full(DType.INT32));
        var body = List.<Instruction>of(new Instruction.RandomBits(0, 1));
        var loop = new Loop(2, 0, List.of(), operands, body, List.of(new LoopOutput.Store(0, 2)));
        var strides = new long[][] {{0, 0}, {0, 0}, {columns + 1, 1}};
        new LoopCase(loop, new long[] {5, columns}, strides, 0).check();
        new LoopCase(loop, new long[] {5, columns}, new long[][] {{0, 0}, {0, 0}, {1, 5}}, 0).check();
    }

    private static boolean vectors() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /// The cell of an LSTM: five functions, more than one pass of a kernel takes.
    private static Loop cell() {
        var body = List.<Instruction>of(
                new Instruction.Load(0),
                new Instruction.Load(1),
                new Instruction.Load(2),
                new Instruction.Load(3),
                new Instruction.Load(4),
                new Instruction.Apply(Unary.SIGMOID, List.of(0)),
                new Instruction.Apply(Unary.SIGMOID, List.of(1)),
                new Instruction.Apply(Unary.TANH, List.of(2)),
                new Instruction.Apply(Unary.SIGMOID, List.of(3)),
                new Instruction.Apply(Binary.MULTIPLY, List.of(6, 4)),
                new Instruction.Apply(Binary.MULTIPLY, List.of(5, 7)),
                new Instruction.Apply(Binary.ADD, List.of(9, 10)),
                new Instruction.Apply(Unary.TANH, List.of(11)),
                new Instruction.Apply(Binary.MULTIPLY, List.of(8, 12)));
        var operands = java.util.Collections.nCopies(7, full(DType.FLOAT32));
        var outputs = List.<LoopOutput>of(new LoopOutput.Store(11, 5), new LoopOutput.Store(13, 6));
        return new Loop(2, 0, List.of(), operands, body, outputs);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 16, 37, 128, 3000})
    void a_loop_of_many_functions_is_compiled_in_several_passes(long width) {
        var gate = new long[] {4 * width, 1};
        var state = new long[] {width, 1};
        var strides = new long[][] {gate, gate, gate, gate, state, state, state};
        assertThat(new LoopCase(cell(), new long[] {20, width}, strides, 3e-6).check())
                .isEqualTo(vectors());
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 16, 37, 128})
    void a_loop_by_blocks_gives_the_bits_of_the_whole(long width) {
        var state = new long[] {width, 1};
        var strides = new long[7][];
        Arrays.fill(strides, state);
        new LoopCase(cell(), new long[] {23, width}, strides, 3e-6).checkBlocks();
        var bias = new long[] {0, 1};
        strides[1] = bias;
        strides[4] = new long[] {1, 0};
        new LoopCase(cell(), new long[] {23, width}, strides, 3e-6).checkBlocks();
    }
}
