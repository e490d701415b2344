package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/// The gradient of [Convolution] by its input, and so the transposed convolution. Inputs: upstream `(batch, *out,
/// filters)`, kernel;
/// result `shape`, that of the input.
public record ConvolutionInputGradient(Window window, int groups, Shape shape) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        var upstream = inputs.get(0).type();
        var expected = window.slide(shape, inputs.get(1).shape().dim(-1));
        for (int i = 0; i < expected.rank(); i++) {
            if (upstream.shape().rank() != expected.rank()
                    || !upstream.shape().dim(i).agrees(expected.dim(i))) {
                throw new ShapeException(
                        "a convolution of " + shape + " gives " + expected + ", not " + upstream.shape());
            }
        }
        return upstream.withShape(shape);
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return input == 0
                ? Node.of(new Convolution(window, groups), upstream, node.input(1))
                : Node.of(
                        new ConvolutionKernelGradient(
                                window, groups, node.input(1).shape()),
                        upstream,
                        node.input(0));
    }

    @Override
    public Op mapDims(UnaryOperator<Dim> change) {
        return new ConvolutionInputGradient(window, groups, shape.map(change));
    }
}
