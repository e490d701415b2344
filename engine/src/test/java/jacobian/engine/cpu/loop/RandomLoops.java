package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Comparison;
import jacobian.engine.graph.Reduce;
import jacobian.engine.graph.Select;
import jacobian.engine.graph.Unary;
import jacobian.engine.shape.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Loops made at random: any rank, types, strides, reductions.
final class RandomLoops {
    private static final List<DType> TYPES =
            List.of(DType.FLOAT32, DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.BOOL, DType.UINT8, DType.INT64);
    private static final List<Binary> FLOATING = List.of(Binary.ADD, Binary.SUBTRACT, Binary.MAXIMUM, Binary.MINIMUM);
    private static final List<Binary> INTEGER = List.of(
            Binary.ADD,
            Binary.SUBTRACT,
            Binary.MULTIPLY,
            Binary.MAXIMUM,
            Binary.MINIMUM,
            Binary.AND,
            Binary.XOR,
            Binary.MOD);
    private static final List<Unary> SMOOTH =
            List.of(Unary.NEGATE, Unary.ABS, Unary.TANH, Unary.SIN, Unary.SIGMOID, Unary.RELU);

    private final SplittableRandom random;
    private final List<DType> types;
    private final boolean wild;
    private final List<LoopOperand> operands = new ArrayList<>();
    private final List<Instruction> body = new ArrayList<>();
    private final List<DType> dtypes = new ArrayList<>();
    private final List<LoopOutput> outputs = new ArrayList<>();
    private int rank;
    private int rowAxes;
    private List<Integer> reduced = List.of();

    /// @param types element types to choose from
    /// @param wild whether strides may be of any kind; else they are row-major, some axes broadcast
    RandomLoops(long seed, List<DType> types, boolean wild) {
        this.random = new SplittableRandom(seed);
        this.types = types;
        this.wild = wild;
    }

    static List<DType> allTypes() {
        return TYPES;
    }

    LoopCase next() {
        rank = random.nextInt(5);
        rowAxes = rank > 0 && random.nextInt(3) == 0 ? random.nextInt(1, Math.min(rank, 2) + 1) : 0;
        reduced = IntStream.range(0, rank - rowAxes)
                .filter(axis -> random.nextInt(3) == 0)
                .boxed()
                .toList();
        var extents = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            extents[axis] = List.of(1, 2, 3, 7, 16, 17, 33, random.nextInt(0, 5), rank < 3 ? 1100 : 5)
                    .get(random.nextInt(9));
        }
        while (java.util.Arrays.stream(extents).reduce(1, (a, b) -> a * b) > 60_000) {
            extents[random.nextInt(rank)] = 2;
        }
        for (int i = 0; i < random.nextInt(1, 4); i++) {
            load();
        }
        for (int i = 0; i < random.nextInt(1, 8); i++) {
            compute();
        }
        for (int i = 0; i < random.nextInt(1, 3); i++) {
            keep();
        }
        var loop = new Loop(rank, rowAxes, reduced, operands, body, outputs);
        var strides = new long[operands.size()][];
        for (int i = 0; i < strides.length; i++) {
            strides[i] = strides(extents, i);
        }
        return new LoopCase(loop, extents, strides, 2e-4);
    }

    private long[] strides(long[] extents, int operand) {
        boolean output = outputs.stream().anyMatch(o -> o.operand() == operand);
        var order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        if (wild && random.nextInt(3) == 0) {
            java.util.Collections.shuffle(order, new java.util.Random(random.nextLong()));
        }
        var strides = new long[rank];
        long step = wild && random.nextInt(4) == 0 ? 2 : 1;
        for (int axis : order.reversed()) {
            boolean rowPart = operands.get(operand).perRow() && axis >= rank - rowAxes;
            if (rowPart || (!output && random.nextInt(wild ? 4 : 6) == 0)) {
                continue;
            }
            strides[axis] = wild && random.nextInt(6) == 0 ? -step : step;
            step *= Math.max(1, extents[axis]);
        }
        return strides;
    }

    private int add(Instruction instruction, DType dtype) {
        body.add(instruction);
        dtypes.add(dtype);
        return body.size() - 1;
    }

    private void load() {
        var dtype = types.get(random.nextInt(types.size()));
        operands.add(new LoopOperand(dtype, rowAxes > 0 && random.nextInt(4) == 0));
        add(new Instruction.Load(operands.size() - 1), dtype);
    }

    private int any() {
        return random.nextInt(body.size());
    }

    private int as(DType dtype, int value) {
        return dtypes.get(value) == dtype ? value : add(new Instruction.Apply(new Cast(dtype), List.of(value)), dtype);
    }

    private void compute() {
        int a = any();
        var dtype = dtypes.get(a);
        switch (random.nextInt(8)) {
            case 0 -> add(new Instruction.Literal(random.nextInt(0, 5), dtype), dtype);
            case 1 -> {
                if (rank > 0) {
                    as(types.get(0), add(new Instruction.Index(random.nextInt(rank)), DType.INT32));
                }
            }
            case 2 -> reduceRow(a);
            case 3 -> {
                int test = add(
                        new Instruction.Apply(Comparison.values()[random.nextInt(6)], List.of(a, as(dtype, any()))),
                        DType.BOOL);
                add(new Instruction.Apply(new Select(), List.of(test, a, as(dtype, any()))), dtype);
            }
            case 4 -> as(types.get(random.nextInt(types.size())), a);
            case 5 -> {
                if (dtype.isFloating()) {
                    add(new Instruction.Apply(SMOOTH.get(random.nextInt(SMOOTH.size())), List.of(a)), dtype);
                }
            }
            default -> {
                int b = as(dtype, any());
                var family = dtype.isFloating()
                        ? FLOATING
                        : dtype == DType.BOOL ? List.of(Binary.AND, Binary.OR, Binary.XOR) : INTEGER;
                add(new Instruction.Apply(family.get(random.nextInt(family.size())), List.of(a, b)), dtype);
            }
        }
    }

    private Reduce.Kind kind(DType dtype) {
        boolean exact = dtype == DType.INT32 || dtype == DType.INT64 || dtype == DType.UINT8;
        return switch (random.nextInt(4)) {
            case 0 -> Reduce.Kind.MAX;
            case 1 -> Reduce.Kind.MIN;
            case 2 -> exact ? Reduce.Kind.PRODUCT : Reduce.Kind.MAX;
            default -> dtype == DType.BOOL ? Reduce.Kind.MIN : Reduce.Kind.SUM;
        };
    }

    private void reduceRow(int value) {
        if (rowAxes > 0) {
            int sum = add(new Instruction.RowReduce(kind(dtypes.get(value)), value), dtypes.get(value));
            if (dtypes.get(sum).isFloating()) {
                add(new Instruction.Apply(Unary.TANH, List.of(sum)), dtypes.get(sum));
            }
        }
    }

    private void keep() {
        int value = any();
        var dtype = dtypes.get(value);
        boolean constant = LoopCheck.rowConstant(operands, body)[value];
        operands.add(new LoopOperand(dtype, rowAxes > 0 && constant && random.nextInt(3) > 0));
        int operand = operands.size() - 1;
        outputs.add(
                random.nextBoolean()
                        ? new LoopOutput.Store(value, operand)
                        : new LoopOutput.Reduced(value, kind(dtype), operand));
    }
}
