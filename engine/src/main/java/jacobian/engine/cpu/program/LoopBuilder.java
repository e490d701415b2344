package jacobian.engine.cpu.program;

import jacobian.engine.cpu.loop.Instruction;
import jacobian.engine.cpu.loop.Loop;
import jacobian.engine.cpu.loop.LoopOperand;
import jacobian.engine.cpu.loop.LoopOutput;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Constant;
import jacobian.engine.graph.Iota;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.RandomBits;
import jacobian.engine.graph.Reduce;
import jacobian.engine.shape.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// Writes the instructions of a fused loop and says which buffer each of its operands is.
final class LoopBuilder {
    /// An array of the loop: the value behind it, the views it is read through, and the axis of the space along
    /// which each of its axes lies.
    record Operand(Use use, int[] axes, boolean perRow) {
        /// Strides along the axes of the loop, in its order.
        long[] strides(Layout layout, int[] order) {
            var space = new long[order.length];
            for (int i = 0; i < axes.length; i++) {
                if (axes[i] >= 0) {
                    space[axes[i]] = layout.strides()[i];
                }
            }
            return java.util.Arrays.stream(order).mapToLong(axis -> space[axis]).toArray();
        }
    }

    /// A loop and its operands.
    record Built(Loop loop, List<Operand> operands, LoopUnit unit) {}

    private record LoadKey(Node root, List<Integer> views, boolean perRow) {}

    private final LoopUnit unit;
    private final Roles roles;
    private final int[] order;
    private final List<LoopOperand> operands = new ArrayList<>();
    private final List<Operand> sources = new ArrayList<>();
    private final List<Instruction> body = new ArrayList<>();
    private final List<LoopOutput> outputs = new ArrayList<>();
    private final Map<Node, Integer> values = new IdentityHashMap<>();
    private final Map<LoadKey, Integer> loads = new HashMap<>();

    private LoopBuilder(LoopUnit unit, Roles roles) {
        this.unit = unit;
        this.roles = roles;
        this.order = unit.order();
    }

    static Built build(LoopUnit unit, Roles roles) {
        var builder = new LoopBuilder(unit, roles);
        for (var node : unit.members()) {
            builder.add(node);
        }
        for (var node : unit.stored) {
            if (builder.role(node).place() != LoopUnit.Place.REDUCED) {
                int operand = builder.output(node);
                builder.outputs.add(new LoopOutput.Store(Objects.requireNonNull(builder.values.get(node)), operand));
            }
        }
        int rank = unit.space.rank();
        int rows = unit.rowAxes == null ? 0 : unit.rowAxes.size();
        var reduced = unit.reducedAxes.stream().map(builder::position).toList();
        return new Built(
                new Loop(rank, rows, reduced, builder.operands, builder.body, builder.outputs), builder.sources, unit);
    }

    private LoopUnit.Role role(Node node) {
        return Objects.requireNonNull(unit.roles.get(node));
    }

    /// The place of an axis of the space in the order of the loop.
    private int position(int axis) {
        for (int i = 0; i < order.length; i++) {
            if (order[i] == axis) {
                return i;
            }
        }
        throw new IllegalStateException("axis " + axis + " is not in the loop");
    }

    private void add(Node node) {
        var role = role(node);
        if (roles.isForced(node)) {
            values.put(node, value(roles.copied(node), role));
            return;
        }
        if (node.op() instanceof Reduce(var kind, var _) && role.place() == LoopUnit.Place.REDUCED) {
            int value = value(roles.use(node.input(0)), reader(node));
            outputs.add(new LoopOutput.Reduced(value, kind, output(node)));
            return;
        }
        values.put(node, emit(instruction(node, role)));
    }

    /// The role in which a reduction reads its input: full, unless that is one value a row.
    private LoopUnit.Role reader(Node node) {
        var source = unit.roles.get(roles.use(node.input(0)).root());
        var full = new LoopUnit.Role(
                LoopUnit.Place.FULL, IntStream.range(0, unit.space.rank()).toArray());
        return source != null && source.place() == LoopUnit.Place.ROW ? source : full;
    }

    private Instruction instruction(Node node, LoopUnit.Role role) {
        return switch (node.op()) {
            case Reduce(var kind, var _) ->
                new Instruction.RowReduce(kind, value(roles.use(node.input(0)), reader(node)));
            case RandomBits _ -> new Instruction.RandomBits(scalar(node.input(0)), scalar(node.input(1)));
            case Iota(var type, int axis) -> {
                var index = new Instruction.Index(position(axis));
                yield type.dtype() == DType.INT32
                        ? index
                        : new Instruction.Apply(new Cast(type.dtype()), List.of(emit(index)));
            }
            default ->
                new Instruction.Apply(
                        node.op(),
                        node.inputs().stream()
                                .map(input -> value(roles.use(input), role))
                                .toList());
        };
    }

    private int emit(Instruction instruction) {
        body.add(instruction);
        return body.size() - 1;
    }

    /// The instruction whose value `use` is, for a member at `role`.
    private int value(Use use, LoopUnit.Role role) {
        if (use.root().op() instanceof Constant(double number, var dtype)
                && !values.containsKey(use.root())
                && (roles.isLiteral(use.root()) || unit.roles.containsKey(use.root()))) {
            return emit(new Instruction.Literal(number, dtype));
        }
        var passing = values.get(use.root());
        return passing != null ? passing : emitLoad(use, role);
    }

    private int emitLoad(Use use, LoopUnit.Role role) {
        boolean perRow = role.place() == LoopUnit.Place.ROW;
        var views = use.views().stream().map(System::identityHashCode).toList();
        return loads.computeIfAbsent(
                new LoadKey(use.root(), views, perRow),
                _ -> emit(new Instruction.Load(operand(use, role.axes(), perRow))));
    }

    private int scalar(Node node) {
        return operand(roles.use(node), new int[0], false);
    }

    private int output(Node node) {
        var role = role(node);
        boolean rows = role.place() == LoopUnit.Place.ROW
                || role.place() == LoopUnit.Place.REDUCED && reader(node).place() == LoopUnit.Place.ROW;
        return operand(new Use(node, List.of()), role.axes(), rows);
    }

    private int operand(Use use, int[] axes, boolean perRow) {
        operands.add(new LoopOperand(use.root().dtype(), perRow));
        sources.add(new Operand(use, axes, perRow));
        return operands.size() - 1;
    }
}
