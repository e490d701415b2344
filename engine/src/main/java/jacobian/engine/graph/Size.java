package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// The number of elements along `axes` of the input, as a scalar: known when the program meets its data.
public record Size(List<Integer> axes, DType dtype) implements Op {
    public Size {
        axes = List.copyOf(axes);
    }

    @Override
    public TensorType type(List<Node> inputs) {
        axes.forEach(inputs.get(0).shape()::axis);
        return new TensorType(dtype, Shape.scalar());
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
