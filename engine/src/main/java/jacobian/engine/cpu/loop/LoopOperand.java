package jacobian.engine.cpu.loop;

import jacobian.engine.shape.DType;

/// One array that a loop reads or writes.
///
/// @param dtype its element type
/// @param perRow whether it has one element for each row (a point of the outer axes) instead of one for each
///     point:
///     its
///     strides along the row axes are 0, and an output is stored, or counted in a reduction, once a row
public record LoopOperand(DType dtype, boolean perRow) {
    /// An array with one element for each point (or fewer, by strides of 0).
    public static LoopOperand full(DType dtype) {
        return new LoopOperand(dtype, false);
    }

    /// An array with one element for each row.
    public static LoopOperand perRow(DType dtype) {
        return new LoopOperand(dtype, true);
    }
}
