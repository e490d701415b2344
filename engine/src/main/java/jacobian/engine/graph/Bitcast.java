package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// The same bits read as another element type of the same width.
public record Bitcast(DType dtype) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        var type = inputs.get(0).type();
        if (type.dtype().bytes() != dtype.bytes() || type.dtype() == DType.BOOL || dtype == DType.BOOL) {
            throw new DTypeException(
                    "cannot read the bits of " + type + " as " + dtype + ": needs a number of the same width");
        }
        return type.withDType(dtype);
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
