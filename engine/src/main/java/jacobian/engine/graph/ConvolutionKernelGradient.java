package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/// The gradient of [Convolution] by its kernel. Inputs: x `(batch, *spatial, channels)`, upstream `(batch, *out,
/// filters)`; result
/// `shape`, that of the kernel.
public record ConvolutionKernelGradient(Window window, int groups, Shape shape) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        return inputs.get(0).type().withShape(shape);
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return input == 0
                ? Node.of(
                        new ConvolutionInputGradient(
                                window, groups, node.input(0).shape()),
                        node.input(1),
                        upstream)
                : Node.of(new Convolution(window, groups), node.input(0), upstream);
    }

    @Override
    public Op mapDims(UnaryOperator<Dim> change) {
        return new ConvolutionKernelGradient(window, groups, shape.map(change));
    }
}
