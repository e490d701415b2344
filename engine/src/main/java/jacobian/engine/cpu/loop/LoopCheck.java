package jacobian.engine.cpu.loop;

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
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/// Types of a loop's values, and whether its parts fit together.
final class LoopCheck {
    private LoopCheck() {}

    static void check(
            int rank,
            int rowAxes,
            List<Integer> reducedAxes,
            List<LoopOperand> operands,
            List<Instruction> body,
            List<LoopOutput> outputs) {
        require(rowAxes >= 0 && rowAxes <= rank, "a loop of rank " + rank + " cannot have " + rowAxes + " row axes");
        for (int axis : reducedAxes) {
            require(
                    axis >= 0 && axis < rank - rowAxes,
                    "reduced axis " + axis + " is not among the " + (rank - rowAxes)
                            + " outer axes: reduce along rows with RowReduce");
        }
        for (int i = 0; i < body.size(); i++) {
            checkUse(i, body.get(i), rank, rowAxes, operands);
        }
        var dtypes = dtypes(operands, body);
        var constant = rowConstant(operands, body);
        var targets = new HashSet<Integer>();
        for (var output : outputs) {
            require(output.value() >= 0 && output.value() < body.size(), output, " names no instruction");
            require(output.operand() >= 0 && output.operand() < operands.size(), output, " names no operand");
            var operand = operands.get(output.operand());
            var dtype = dtypes.get(output.value());
            require(operand.dtype() == dtype, output, " puts ", dtype, " into ", operand);
            require(
                    !operand.perRow() || constant[output.value()],
                    output,
                    " puts a value that varies along the row into ",
                    operand);
            require(targets.add(output.operand()), output, " is a second output into its operand");
            if (output instanceof LoopOutput.Reduced(int _, var kind, int _)) {
                require(reducible(kind, dtype), output, ": no ", kind, " of ", dtype);
            }
        }
    }

    private static boolean reducible(Reduce.Kind kind, DType dtype) {
        return !dtype.isHalf() && (dtype != DType.BOOL || kind == Reduce.Kind.MAX || kind == Reduce.Kind.MIN);
    }

    private static void checkUse(int i, Instruction instruction, int rank, int rowAxes, List<LoopOperand> operands) {
        var uses = switch (instruction) {
            case Instruction.Load(int operand) -> List.of(operand);
            case Instruction.RandomBits(int key, int counter) -> List.of(key, counter);
            case Instruction.Literal _, Instruction.Index _, Instruction.Apply _, Instruction.RowReduce _ ->
                List.<Integer>of();
        };
        for (int operand : uses) {
            require(operand >= 0 && operand < operands.size(), instruction, " names no operand");
            boolean bits = instruction instanceof Instruction.RandomBits;
            require(!bits || operands.get(operand).dtype() == DType.INT64, instruction, " needs int64 operands");
        }
        if (instruction instanceof Instruction.Index(int axis)) {
            require(axis >= 0 && axis < rank, instruction, " in a loop of rank ", rank);
        }
        if (instruction instanceof Instruction.RowReduce) {
            require(rowAxes > 0, instruction, " in a loop without row axes");
        }
        for (int arg : args(instruction)) {
            require(
                    arg >= 0 && arg < i,
                    "instruction ",
                    i,
                    ", ",
                    instruction,
                    ", uses a value that is not computed before it");
        }
    }

    /// Numbers of the instructions whose values this one uses.
    static List<Integer> args(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Apply(var _, var args) -> args;
            case Instruction.RowReduce(var _, int arg) -> List.of(arg);
            case Instruction.Load _, Instruction.Literal _, Instruction.Index _, Instruction.RandomBits _ -> List.of();
        };
    }

    static List<DType> dtypes(List<LoopOperand> operands, List<Instruction> body) {
        var dtypes = new ArrayList<DType>();
        for (var instruction : body) {
            dtypes.add(
                    switch (instruction) {
                        case Instruction.Load(int operand) ->
                            operands.get(operand).dtype();
                        case Instruction.Literal(double _, var dtype) -> dtype;
                        case Instruction.Index _, Instruction.RandomBits _ -> DType.INT32;
                        case Instruction.Apply(var op, var args) ->
                            apply(
                                    instruction,
                                    op,
                                    args.stream().map(dtypes::get).toList());
                        case Instruction.RowReduce(var kind, int arg) -> {
                            require(
                                    reducible(kind, dtypes.get(arg)),
                                    instruction,
                                    ": no ",
                                    kind,
                                    " of ",
                                    dtypes.get(arg));
                            yield dtypes.get(arg);
                        }
                    });
        }
        return dtypes;
    }

    private static DType apply(Instruction instruction, Op op, List<DType> args) {
        int count = op instanceof Select ? 3 : op instanceof Binary || op instanceof Comparison ? 2 : 1;
        require(args.size() == count, instruction, " needs ", count, " arguments");
        boolean same = count == 1 || args.get(count - 1) == args.get(count - 2);
        require(same && (count < 3 || args.getFirst() == DType.BOOL), instruction, " takes no ", args);
        boolean half = args.getLast().isHalf();
        require(
                !half || op instanceof Cast || op instanceof Bitcast || op instanceof Select,
                instruction,
                " takes no ",
                args,
                ": cast it to float32 first");
        if (op instanceof Unary unary) {
            return unary == Unary.IS_NAN || unary == Unary.IS_FINITE ? DType.BOOL : args.getFirst();
        } else if (op instanceof Cast(var dtype)) {
            var from = args.getFirst();
            boolean meets = dtype == from || dtype == DType.FLOAT32 || from == DType.FLOAT32;
            require(meets || !(half || dtype.isHalf()), instruction, " of ", from, ": cast it to float32 first");
            return dtype;
        } else if (op instanceof Bitcast(var dtype)) {
            require(dtype.bytes() == args.getFirst().bytes(), instruction, " takes no ", args);
            return dtype;
        } else if (op instanceof Comparison) {
            return DType.BOOL;
        }
        require(op instanceof Binary || op instanceof Select, instruction, " is not elementwise");
        return args.getLast();
    }

    static boolean[] rowConstant(List<LoopOperand> operands, List<Instruction> body) {
        var constant = new boolean[body.size()];
        for (int i = 0; i < constant.length; i++) {
            constant[i] = switch (body.get(i)) {
                case Instruction.Load(int operand) -> operands.get(operand).perRow();
                case Instruction.Literal _, Instruction.RowReduce _ -> true;
                case Instruction.Index _, Instruction.RandomBits _ -> false;
                case Instruction.Apply(var _, var args) -> args.stream().allMatch(arg -> constant[arg]);
            };
        }
        return constant;
    }

    /// The parts become a message only where it is needed: programs check thousands of instructions.
    private static void require(boolean fits, Object... message) {
        if (!fits) {
            throw new IllegalArgumentException(
                    Arrays.stream(message).map(Object::toString).collect(Collectors.joining()));
        }
    }
}
