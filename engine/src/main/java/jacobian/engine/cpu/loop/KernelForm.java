package jacobian.engine.cpu.loop;

import java.util.List;

/// What a kernel is made for: a loop and, for each array, whether neighbouring columns are neighbours in memory
/// (else all
/// columns see one element). The arrays are the operands, then what [LoopSpace] numbers. Equal forms share one
/// kernel.
///
/// @param loop the loop
/// @param contiguous for each array whether its stride along the columns is 1, else it is 0
/// @param whole whether columns come in whole vectors of 16 only; tiles do the rest
/// @param aligned whether the linear index of the first column of each call and row is a multiple of 32, so
///     that both words of
///     a block of random bits are used
/// @param lanes whether reduced outputs are reduced along the columns, into 16 lanes, instead of one sum a
///     column
public record KernelForm(Loop loop, List<Boolean> contiguous, boolean lanes, boolean whole, boolean aligned) {
    public KernelForm {
        contiguous = List.copyOf(contiguous);
    }

    /// The same for columns in whole vectors only. Not for loops with sums, which must see all columns.
    KernelForm ofWholeVectors() {
        return new KernelForm(loop, contiguous, lanes, true, aligned);
    }

    /// Whether every output is stored at each point and nothing is reduced, so that columns may be done in any
    /// parts.
    public boolean onlyStores() {
        return loop.rowAxes() == 0 && loop.outputs().stream().allMatch(LoopOutput.Store.class::isInstance);
    }

    /// The array that an Index or RandomBits instruction takes its numbers from.
    public int indexArray(Instruction instruction) {
        return LoopSpace.indexArray(loop, instruction);
    }

    private int count(Class<? extends Instruction> kind) {
        return (int) loop.body().stream().filter(kind::isInstance).count();
    }

    /// Scratch memory that a kernel of so many passes may use: 16 lanes for each reduction along rows, and one
    /// row for each
    /// value kept from one pass over the row to the next.
    long scratchBytes(int passes, long columns) {
        int kept = passes == 1 ? 0 : count(Instruction.Apply.class);
        return LoopKernel.scratchBytes(count(Instruction.RowReduce.class), kept, columns);
    }
}
