package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// A scalar that is part of a formula and so of a program's key. Larger constants, and numbers that change, are
/// [Input]s.
///
/// int64 values beyond 2^53 do not fit a double: they come as inputs.
public record Constant(double value, DType dtype) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        return new TensorType(dtype, Shape.scalar());
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return Op.none(this);
    }
}
