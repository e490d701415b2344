package jacobian.engine.cpu.loop;

import java.util.List;

/// What a kernel is made for: a loop and, for each array, whether neighbouring columns are neighbours in memory
/// (else all
/// columns see one element). The arrays are the operands, then what [LoopSpace] numbers. Equal forms share one
/// kernel.
///
/// @param loop the loop
/// @param contiguous for each array whether its stride along the columns is 1, else it is 0
/// @param lanes whether reduced outputs are reduced along the columns, into 16 lanes, instead of one sum a
///     column
public record KernelForm(Loop loop, List<Boolean> contiguous, boolean lanes) {
    public KernelForm {
        contiguous = List.copyOf(contiguous);
    }

    /// The array that an Index or RandomBits instruction takes its numbers from.
    public int indexArray(Instruction instruction) {
        return LoopSpace.indexArray(loop, instruction);
    }

    private int count(Class<? extends Instruction> kind) {
        return (int) loop.body().stream().filter(kind::isInstance).count();
    }

    /// Scratch memory that a kernel may use: 16 lanes for each reduction along rows, and one row for each
    /// value kept
    /// from one
    /// pass over the row to the next.
    long scratchBytes(long columns) {
        int reductions = count(Instruction.RowReduce.class);
        return LoopKernel.scratchBytes(reductions, reductions == 0 ? 0 : count(Instruction.Apply.class), columns);
    }
}
