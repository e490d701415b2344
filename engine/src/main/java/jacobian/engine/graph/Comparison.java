package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// Comparisons of two elements of one type in equal shapes; the result is bool, and false where an operand is NaN
/// (NOT_EQUAL: true).
public enum Comparison implements Op {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_EQUAL,
    GREATER,
    GREATER_EQUAL;

    @Override
    public TensorType type(List<Node> inputs) {
        var a = inputs.get(0).type();
        var b = inputs.get(1).type();
        if (a.dtype() != b.dtype()) {
            throw new DTypeException(this + " of " + a + " and " + b + ": needs two of one type (cast one)");
        }
        return new TensorType(DType.BOOL, Equal.shapes(this, inputs));
    }

    @Override
    public boolean differentiable(int input) {
        return false;
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return Op.none(this);
    }
}
