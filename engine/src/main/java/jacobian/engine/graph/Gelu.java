package jacobian.engine.graph;

import jacobian.engine.shape.TensorType;
import java.util.List;
import java.util.Optional;

/// `x (1 + erf(x / sqrt(2))) / 2` with its slope written down: the upstream times one number an element, which
/// the forward pass can leave behind in place of all that it is made from.
final class Gelu {
    private Gelu() {}

    static Composite of(TensorType type) {
        var x = Node.input(new StepSource(), type);
        var body = new Graph(List.of(x), List.of(x.multiply(half(x)).multiply(gate(x))));
        var again = Node.input(new StepSource(), type);
        var result = Node.input(new StepSource(), type);
        var upstream = Node.input(new StepSource(), type);
        var slope = new Graph(List.of(again, result, upstream), List.of(upstream.multiply(slope(again))));
        return new Composite("gelu", body, Optional.of(slope));
    }

    private static Node half(Node x) {
        return x.constant(0.5, x.dtype());
    }

    /// 1 + erf(x / sqrt(2)).
    private static Node gate(Node x) {
        return x.multiply(x.constant(Math.sqrt(0.5), x.dtype())).erf().add(x.constant(1, x.dtype()));
    }

    /// Phi(x) + x phi(x), the distribution and the density of the normal distribution.
    private static Node slope(Node x) {
        var density = x.square()
                .multiply(x.constant(-0.5, x.dtype()))
                .exp()
                .multiply(x.constant(Math.sqrt(0.5 / Math.PI), x.dtype()));
        return gate(x).multiply(half(x)).add(x.multiply(density));
    }
}
