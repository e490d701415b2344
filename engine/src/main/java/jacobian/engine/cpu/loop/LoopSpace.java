package jacobian.engine.cpu.loop;

import java.util.ArrayList;
import java.util.List;

/// The iteration space of a bound loop, simplified: axes of one point dropped, axes that every array walks as
/// one
/// merged, and
/// sorted into kept outer axes, reduced outer axes and columns.
///
/// A point is (row, column): rows number the outer axes row-major, `row = keptIndex * reducedRows +
/// reducedIndex`.
/// The
/// arrays are
/// the operands, followed by one for each axis that an Index instruction asks for and one for the linear
/// index, whose
/// "addresses"
/// are their values; so merging and sorting need no special case for them.
final class LoopSpace {
    /// Extents of the outer axes, the first [#keptAxes] of them kept.
    final long[] outer;
    final int keptAxes;
    final long[] columnExtents;
    final long keptRows;
    final long reducedRows;
    final long columns;
    /// Whether the columns are reduced (only where the loop has no row axes).
    final boolean reducedColumns;
    private final Walk[] walks;
    private final List<Object> pseudo;
    private final int operandCount;

    private LoopSpace(Loop loop, List<Axis> outer, List<Axis> columns, List<Object> pseudo) {
        this.outer = outer.stream().mapToLong(Axis::extent).toArray();
        this.keptAxes = (int) outer.stream().filter(axis -> !axis.reduced()).count();
        this.columnExtents = columns.stream().mapToLong(Axis::extent).toArray();
        this.keptRows = product(outer, false);
        this.reducedRows = product(outer, true);
        this.columns = product(columns, false) * product(columns, true);
        this.reducedColumns = columns.getFirst().reduced();
        this.pseudo = pseudo;
        this.operandCount = loop.operands().size();
        this.walks = new Walk[operandCount + pseudo.size()];
        for (int i = 0; i < walks.length; i++) {
            int array = i;
            walks[i] = new Walk(
                    this.outer,
                    outer.stream().mapToLong(axis -> axis.strides()[array]).toArray(),
                    columnExtents,
                    columns.stream().mapToLong(axis -> axis.strides()[array]).toArray());
        }
    }

    /// One axis with the strides of all arrays along it.
    private record Axis(long extent, long[] strides, boolean reduced, boolean row) {
        /// This axis and the next one inside it as one, if every array walks them so.
        boolean merges(Axis inner) {
            for (int i = 0; i < strides.length; i++) {
                if (strides[i] != inner.strides[i] * inner.extent) {
                    return false;
                }
            }
            return reduced == inner.reduced;
        }

        Axis merged(Axis inner) {
            return new Axis(extent * inner.extent, inner.strides, reduced, row);
        }
    }

    /// @param matrix whether the last axis must stay the columns, as [BoundLoop#ofBlocks] needs it
    static LoopSpace of(Loop loop, long[] extents, long[][] strides, boolean matrix) {
        var pseudo = pseudo(loop);
        var axes = axes(loop, extents, strides, pseudo);
        var columns = new ArrayList<Axis>();
        var outer = new ArrayList<Axis>();
        int single = loop.rowAxes() > 0
                ? -1
                : matrix ? axes.size() - 1 : columnAxis(axes, loop.operands().size());
        for (int i = 0; i < axes.size(); i++) {
            var axis = axes.get(i);
            boolean column = axis.row || i == single;
            if (axis.extent != 1 || (column && matrix)) {
                (column ? columns : outer).add(axis);
            }
        }
        if (columns.isEmpty()) {
            columns.add(new Axis(1, new long[loop.operands().size() + pseudo.size()], false, false));
        }
        var sorted = new ArrayList<Axis>();
        outer.stream().filter(axis -> !axis.reduced).forEach(sorted::add);
        outer.stream().filter(Axis::reduced).forEach(sorted::add);
        if (product(sorted, true) == 0) {
            sorted.removeIf(Axis::reduced);
            sorted.add(new Axis(0, new long[loop.operands().size() + pseudo.size()], true, false));
        }
        merge(sorted);
        merge(columns);
        while (loop.rowAxes() == 0
                && !matrix
                && !sorted.isEmpty()
                && sorted.getLast().merges(columns.getFirst())) {
            columns.set(0, sorted.removeLast().merged(columns.getFirst()));
        }
        return new LoopSpace(loop, sorted, columns, pseudo);
    }

    private static void merge(List<Axis> axes) {
        for (int i = axes.size() - 2; i >= 0; i--) {
            if (axes.get(i).merges(axes.get(i + 1))) {
                axes.set(i, axes.get(i).merged(axes.remove(i + 1)));
            }
        }
    }

    /// Axes to be numbered (as Integer) and the linear index (as the string "linear").
    private static List<Object> pseudo(Loop loop) {
        var pseudo = new ArrayList<Object>();
        for (var instruction : loop.body()) {
            var key = key(instruction);
            if (key != null && !pseudo.contains(key)) {
                pseudo.add(key);
            }
        }
        return pseudo;
    }

    private static @org.jspecify.annotations.Nullable Object key(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Index(int axis) -> axis;
            case Instruction.RandomBits _ -> "linear";
            case Instruction.Load _, Instruction.Literal _, Instruction.Apply _, Instruction.RowReduce _ -> null;
        };
    }

    private static List<Axis> axes(Loop loop, long[] extents, long[][] strides, List<Object> pseudo) {
        int count = loop.operands().size();
        var reducedTargets = loop.outputs().stream()
                .filter(LoopOutput.Reduced.class::isInstance)
                .map(LoopOutput::operand)
                .toList();
        var axes = new ArrayList<Axis>();
        long linear = 1;
        for (int axis = loop.rank() - 1; axis >= 0; axis--) {
            var along = new long[count + pseudo.size()];
            boolean reduced = !reducedTargets.isEmpty() && loop.reducedAxes().contains(axis);
            for (int i = 0; i < count; i++) {
                along[i] = extents[axis] == 1 || (reduced && reducedTargets.contains(i)) ? 0 : strides[i][axis];
            }
            for (int i = 0; i < pseudo.size(); i++) {
                along[count + i] =
                        pseudo.get(i).equals(axis) ? 1 : pseudo.get(i).equals("linear") ? linear : 0;
            }
            axes.addFirst(new Axis(extents[axis], along, reduced, axis >= loop.rank() - loop.rowAxes()));
            linear *= extents[axis];
        }
        return axes;
    }

    /// The axis along which most operands are contiguous; the last of several.
    private static int columnAxis(List<Axis> axes, int operands) {
        int best = axes.size() - 1;
        while (best > 0 && axes.get(best).extent == 1) {
            best--;
        }
        for (int i = best - 1; i >= 0; i--) {
            if (axes.get(i).extent >= 8 && contiguous(axes.get(i), operands) > contiguous(axes.get(best), operands)) {
                best = i;
            }
        }
        return best;
    }

    private static int contiguous(Axis axis, int operands) {
        int count = 0;
        for (int i = 0; i < operands; i++) {
            count += axis.strides[i] == 1 ? 1 : 0;
        }
        return count;
    }

    private static long product(List<Axis> axes, boolean reduced) {
        return axes.stream()
                .filter(axis -> axis.reduced == reduced)
                .mapToLong(Axis::extent)
                .reduce(1, (a, b) -> a * b);
    }

    /// All rows, kept and reduced.
    long rows() {
        return keptRows * reducedRows;
    }

    /// How operand or pseudo array number `array` is walked.
    Walk walk(int array) {
        return walks[array];
    }

    int arrays() {
        return walks.length;
    }

    int operands() {
        return operandCount;
    }

    /// The array that an Index or RandomBits instruction reads its numbers from.
    int pseudoArray(Instruction instruction) {
        return operandCount + pseudo.indexOf(key(instruction));
    }

    /// The same for any space of `loop`.
    static int indexArray(Loop loop, Instruction instruction) {
        return loop.operands().size() + pseudo(loop).indexOf(key(instruction));
    }
}
