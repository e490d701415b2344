package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.List;

/// Cross-correlation of images with a kernel, channels last.
///
/// Inputs: x `(batch, *spatial, channels)`, kernel `(*size, channels / groups, filters)`; result `(batch, *out,
/// filters)`.
public record Convolution(Window window, int groups) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        var x = inputs.get(0).type();
        var kernel = inputs.get(1).type();
        int spatial = window.size().size();
        var size = kernel.shape().rank() == spatial + 2 ? kernel.shape().range(0, spatial) : kernel.shape();
        var channels = x.shape().rank() == spatial + 2 ? x.shape().dim(-1) : Dim.fixed(0);
        if (kernel.shape().rank() != spatial + 2
                || x.shape().rank() != spatial + 2
                || !size.equals(Shape.of(window.size().stream().map(Dim::fixed).toList()))
                || channels.size() != kernel.shape().size(-2) * groups
                || kernel.shape().size(-1) % groups != 0
                || x.dtype() != kernel.dtype()
                || !x.dtype().isFloating()) {
            throw new ShapeException("cannot convolve " + x + " with kernel " + kernel + " in " + groups
                    + " groups: needs (batch, *spatial, channels) and (*" + window.size()
                    + ", channels / groups, filters)"
                    + " of one floating type");
        }
        return x.withShape(window.slide(x.shape(), kernel.shape().dim(-1)));
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        var x = node.input(0);
        var kernel = node.input(1);
        return input == 0
                ? Node.of(new ConvolutionInputGradient(window, groups, x.shape()), upstream, kernel)
                : Node.of(new ConvolutionKernelGradient(window, groups, kernel.shape()), x, upstream);
    }
}
