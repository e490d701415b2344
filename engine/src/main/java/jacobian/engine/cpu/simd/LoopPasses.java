package jacobian.engine.cpu.simd;

import jacobian.engine.cpu.loop.Instruction;
import jacobian.engine.cpu.loop.KernelForm;
import jacobian.engine.cpu.loop.LoopOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// A loop cut into passes over the row: what comes before the first reduction along it, between two of them,
/// after
/// the last.
///
/// A **uniform** value is the same at every point of a row; it is computed once a row, before the first pass
/// that it
/// does not
/// have to wait for. A pass whose code would grow too large ends, too, and the next one goes on. Any other
/// value is computed in its pass; where a later pass wants it again it is loaded
/// again
/// if it was
/// loaded, and kept in a row of scratch memory if it was computed.
final class LoopPasses {
    /// Calls of the Vector API in a pass, about; one function may take more.
    private static final int LARGEST_PASS = 72;

    final KernelForm form;
    final List<Instruction> body;
    private final boolean[] uniform;
    /// The pass in which a value is computed; of a uniform one the pass before which.
    private final int[] pass;
    private final int count;
    /// For each pass the values it computes or loads again, ascending.
    private final List<TreeSet<Integer>> values = new ArrayList<>();
    /// Values kept for later passes; the position is the row of scratch memory.
    private final List<Integer> kept = new ArrayList<>();

    LoopPasses(KernelForm form) {
        this.form = form;
        this.body = form.loop().body();
        this.uniform = new boolean[body.size()];
        this.pass = new int[body.size()];
        var size = new int[body.size() + 1];
        for (int i = 0; i < body.size(); i++) {
            uniform[i] = isUniform(i);
            for (int arg : args(i)) {
                pass[i] = Math.max(pass[i], pass[arg] + (body.get(i) instanceof Instruction.RowReduce ? 1 : 0));
            }
            if (!uniform[i] && body.get(i) instanceof Instruction.Apply) {
                pass[i] = withRoom(
                        pass[i], LoopSupport.calls(body.get(i), form.loop().dtypes()), size);
            }
        }
        int last = 0;
        for (int i = 0; i < body.size(); i++) {
            last = body.get(i) instanceof Instruction.RowReduce ? Math.max(last, pass[i] - 1) : last;
        }
        for (var output : wide()) {
            last = Math.max(last, pass[output.value()]);
        }
        this.count = last + 1;
        for (int p = 0; p < count; p++) {
            values.add(new TreeSet<>());
        }
        for (int p = last; p >= 0; p--) {
            collect(p);
        }
    }

    /// The first pass from `first` on that can take `calls` more, which it then has taken.
    private static int withRoom(int first, int calls, int[] size) {
        int p = first;
        while (size[p] > 0 && size[p] + calls > LARGEST_PASS) {
            p++;
        }
        size[p] += calls;
        return p;
    }

    private boolean isUniform(int i) {
        return switch (body.get(i)) {
            case Instruction.Literal _, Instruction.RowReduce _ -> true;
            case Instruction.Load(int operand) -> !form.contiguous().get(operand);
            case Instruction.Index _ -> !form.contiguous().get(form.indexArray(body.get(i)));
            case Instruction.RandomBits _ -> false;
            case Instruction.Apply(var _, var args) -> args.stream().allMatch(arg -> uniform[arg]);
        };
    }

    /// Outputs with a value at each point.
    List<LoopOutput> wide() {
        return form.loop().outputs().stream().filter(output -> !perRow(output)).toList();
    }

    /// Outputs with one value a row.
    List<LoopOutput> narrow() {
        return form.loop().outputs().stream().filter(this::perRow).toList();
    }

    private boolean perRow(LoopOutput output) {
        return form.loop().operands().get(output.operand()).perRow();
    }

    List<Integer> args(int i) {
        return switch (body.get(i)) {
            case Instruction.Apply(var _, var args) -> args;
            case Instruction.RowReduce(var _, int arg) -> List.of(arg);
            case Instruction.Load _, Instruction.Literal _, Instruction.Index _, Instruction.RandomBits _ -> List.of();
        };
    }

    private void collect(int p) {
        var wanted = values.get(p);
        for (int i = 0; i < body.size(); i++) {
            if (body.get(i) instanceof Instruction.RowReduce(var _, int arg) && pass[i] == p + 1) {
                want(arg, p);
            }
        }
        if (p == count - 1) {
            wide().forEach(output -> want(output.value(), p));
        }
        for (int i : kept) {
            if (pass[i] == p) {
                want(i, p);
            }
        }
        for (int i = body.size() - 1; i >= 0; i--) {
            if (wanted.contains(i) && computed(i, p)) {
                args(i).forEach(arg -> want(arg, p));
            }
        }
    }

    private void want(int i, int p) {
        if (uniform[i]) {
            return;
        }
        values.get(p).add(i);
        if (!computed(i, p) && !kept.contains(i)) {
            kept.add(i);
        }
    }

    /// Whether pass `p` computes or loads value `i`, instead of taking it from scratch memory.
    boolean computed(int i, int p) {
        return pass[i] == p || !(body.get(i) instanceof Instruction.Apply);
    }

    int count() {
        return count;
    }

    boolean uniform(int i) {
        return uniform[i];
    }

    /// Uniform values to be computed before pass `p`, those after the last pass for `count()`.
    List<Integer> before(int p) {
        var before = new ArrayList<Integer>();
        for (int i = 0; i < body.size(); i++) {
            if (uniform[i] && pass[i] == p) {
                before.add(i);
            }
        }
        return before;
    }

    List<Integer> values(int p) {
        return List.copyOf(values.get(p));
    }

    /// Whether pass `p` makes random bits, both words of each block.
    boolean makesPairs(int p) {
        return form.aligned() && values.get(p).stream().anyMatch(i -> body.get(i) instanceof Instruction.RandomBits);
    }

    /// Reductions along the row that pass `p` makes.
    List<Integer> reductions(int p) {
        var reductions = new ArrayList<Integer>();
        for (int i = 0; i < body.size(); i++) {
            if (body.get(i) instanceof Instruction.RowReduce && pass[i] == p + 1) {
                reductions.add(i);
            }
        }
        return reductions;
    }

    /// Row of scratch memory that keeps value `i`, or -1.
    int keptRow(int i) {
        return kept.indexOf(i);
    }

    /// Number of reductions along the row before instruction `i`: its place among the lanes in scratch memory.
    int slot(int i) {
        return (int) body.subList(0, i).stream()
                .filter(Instruction.RowReduce.class::isInstance)
                .count();
    }

    int slots() {
        return slot(body.size());
    }
}
