package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Op;
import jacobian.engine.graph.Reduce;
import jacobian.engine.shape.DType;
import java.util.List;

/// One step of a [Loop]'s body; it gives one value at each point, and is named by its position in the body.
public sealed interface Instruction {
    /// The element of operand number `operand` at this point.
    record Load(int operand) implements Instruction {}

    /// The same number at every point.
    record Literal(double value, DType dtype) implements Instruction {
        /// Two literals are equal by bits, so that 0.0 and -0.0 differ.
        @Override
        public boolean equals(Object other) {
            return other instanceof Literal(double v, DType d)
                    && d == dtype
                    && Double.doubleToLongBits(v) == Double.doubleToLongBits(value);
        }

        @Override
        public int hashCode() {
            return 31 * Double.hashCode(value) + dtype.hashCode();
        }
    }

    /// The point's position along `axis`, int32 (cast it for another type).
    record Index(int axis) implements Instruction {}

    /// An elementwise operation: [jacobian.engine.graph.Unary], [jacobian.engine.graph.Binary],
    /// [jacobian.engine.graph.Comparison], [jacobian.engine.graph.Select], [jacobian.engine.graph.Cast] or
    /// [jacobian.engine.graph.Bitcast], with the meaning and the dtypes that its page states.
    ///
    /// @param args numbers of earlier instructions
    record Apply(Op op, List<Integer> args) implements Instruction {
        public Apply {
            args = List.copyOf(args);
        }
    }

    /// The bits of [jacobian.engine.graph.RandomBits], int32, for the row-major linear index of the point in
    /// the
    /// whole
    /// iteration space.
    ///
    /// @param keyOperand int64 operand holding one number (strides of 0)
    /// @param counterOperand int64 operand holding one number (strides of 0)
    record RandomBits(int keyOperand, int counterOperand) implements Instruction {}

    /// All values of `arg` along the row combined into one, which every point of the row sees.
    record RowReduce(Reduce.Kind kind, int arg) implements Instruction {}
}
