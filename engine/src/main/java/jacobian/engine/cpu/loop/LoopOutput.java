package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Reduce;

/// Where a value of a [Loop] goes.
public sealed interface LoopOutput {
    /// Number of the instruction whose value goes out.
    int value();

    /// Number of the operand that takes it, of the value's dtype. An operand is the target of one output at
    /// most.
    int operand();

    /// Each value to its place in the operand; into a per-row operand once a row (the value is then constant
    /// along
    /// it).
    ///
    /// The operand may also be loaded, at the same addresses with the same strides: each point is read before
    /// it is
    /// written.
    record Store(int value, int operand) implements LoopOutput {}

    /// All values along the loop's reduced axes combined into one, which overwrites the operand; its strides
    /// along
    /// those
    /// axes are ignored. A value that goes into a per-row operand is counted once a row.
    ///
    /// Over no elements: 0, 1, the lowest and the highest value. Of bools only MAX ("any") and MIN ("all").
    record Reduced(int value, Reduce.Kind kind, int operand) implements LoopOutput {}
}
