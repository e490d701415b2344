package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Bitcast;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Comparison;
import jacobian.engine.graph.Op;
import jacobian.engine.graph.Select;
import jacobian.engine.graph.Unary;
import jacobian.engine.shape.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The body of a loop as a list of [TileStep]s. Each value gets an array of the tile as long as somebody still
/// uses
/// it.
final class TileProgram {
    private final Loop loop;
    private final LoopSpace space;
    private final List<DType> dtypes;
    private final boolean[] constant;
    private final List<TileStep> steps = new ArrayList<>();
    private final TileValue[] values;
    /// Row-constant values written out along their rows, where somebody needs them so.
    private final TileValue[] expanded;
    private final int[] lastUse;
    private final List<List<Integer>> free =
            List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final int[] slots = new int[4];

    TileProgram(Loop loop, LoopSpace space) {
        this.loop = loop;
        this.space = space;
        this.dtypes = loop.dtypes();
        this.constant = loop.rowConstant();
        int count = loop.body().size();
        this.values = new TileValue[count];
        this.expanded = new TileValue[count];
        this.lastUse = lastUse();
        for (int i = 0; i < count; i++) {
            translate(i);
            release(i);
        }
    }

    /// Position of the last instruction that uses each value; outputs use theirs at the end.
    private int[] lastUse() {
        var last = new int[values.length];
        Arrays.setAll(last, i -> i);
        for (int i = 0; i < values.length; i++) {
            for (int arg : LoopCheck.args(loop.body().get(i))) {
                last[arg] = i;
            }
        }
        loop.outputs().forEach(output -> last[output.value()] = values.length);
        return last;
    }

    /// Gives back the arrays of values that nobody uses after instruction `i`.
    private void release(int i) {
        for (int v = 0; v <= i; v++) {
            if (lastUse[v] == i) {
                for (var value : new TileValue[] {values[v], expanded[v]}) {
                    if (value != null) {
                        free.get(value.kind().ordinal()).add(value.slot());
                    }
                }
            }
        }
    }

    private TileValue place(DType dtype, boolean perRow) {
        int kind = Tile.Kind.of(dtype).ordinal();
        var slot = free.get(kind).isEmpty() ? slots[kind]++ : free.get(kind).removeLast();
        return new TileValue(dtype, slot, perRow);
    }

    private void translate(int i) {
        var instruction = loop.body().get(i);
        var args = new ArrayList<TileValue>();
        for (int arg : LoopCheck.args(instruction)) {
            args.add(constant[i] && !(instruction instanceof Instruction.RowReduce) ? values[arg] : full(arg));
        }
        var y = place(dtypes.get(i), constant[i]);
        values[i] = y;
        steps.add(
                switch (instruction) {
                    case Instruction.Load(int operand) -> new TileLoad(operand, space.walk(operand), y);
                    case Instruction.Literal(double value, var _) -> new TileFill(value, y);
                    case Instruction.Index _ -> new TileIndex(space.walk(space.pseudoArray(instruction)), y);
                    case Instruction.RandomBits(int key, int counter) ->
                        new TileRandom(key, counter, space.walk(space.pseudoArray(instruction)), y);
                    case Instruction.Apply(var op, var _) -> apply(op, args, y);
                    case Instruction.RowReduce(var kind, int _) -> new TileReduce(kind, args.getFirst(), y);
                });
    }

    private static TileStep apply(Op op, List<TileValue> args, TileValue y) {
        var a = args.getFirst();
        if (op instanceof Unary unary) {
            return new TileUnary(unary, a, y);
        } else if (op instanceof Binary binary) {
            return new TileBinary(binary, a, args.getLast(), y);
        } else if (op instanceof Comparison comparison) {
            return new TileCompare(comparison, a, args.getLast(), y);
        } else if (op instanceof Select) {
            return new TileSelect(a, args.get(1), args.get(2), y);
        } else if (op instanceof Cast) {
            boolean half =
                    a.dtype() != y.dtype() && (a.dtype().isHalf() || y.dtype().isHalf());
            return half ? new TileHalfCast(a, y) : new TileCast(a, y);
        } else if (op instanceof Bitcast) {
            return new TileBitcast(a, y);
        }
        throw new IllegalArgumentException(op + " is not elementwise");
    }

    /// Value number `i` with one element for each point; written out at its first use.
    private TileValue full(int i) {
        if (!values[i].perRow()) {
            return values[i];
        }
        if (expanded[i] == null) {
            expanded[i] = place(values[i].dtype(), false);
            steps.add(new TileExpand(values[i], expanded[i]));
        }
        return expanded[i];
    }

    /// The value that `output` takes, in the form its operand needs. To be asked before the first run.
    TileValue output(LoopOutput output) {
        return loop.operands().get(output.operand()).perRow() ? values[output.value()] : full(output.value());
    }

    /// An array that lives through the whole loop. To be asked for after all outputs.
    TileValue reserve(DType dtype) {
        return new TileValue(dtype, slots[Tile.Kind.of(dtype).ordinal()]++, false);
    }

    /// Arrays needed of each kind.
    int[] slots() {
        return slots;
    }

    /// The steps in order; complete when every output has been asked for.
    TileStep[] steps() {
        return steps.toArray(TileStep[]::new);
    }
}
