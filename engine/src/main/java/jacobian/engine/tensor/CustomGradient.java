package jacobian.engine.tensor;

import jacobian.engine.graph.Closure;
import jacobian.engine.graph.Composite;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// What a function with its own gradient gives; see [Tensor#customGradient].
///
/// @param results what it computes
/// @param gradient from the gradients of a loss by each result to the gradients by each input
public record CustomGradient(List<Tensor> results, UnaryOperator<List<Tensor>> gradient) {
    public CustomGradient {
        results = List.copyOf(results);
    }

    /// One result for one input.
    public static CustomGradient of(Tensor result, UnaryOperator<Tensor> gradient) {
        return new CustomGradient(List.of(result), upstreams -> List.of(gradient.apply(upstreams.get(0))));
    }

    /// The results of `f` for `inputs` as one [Composite].
    static List<Tensor> apply(Function<List<Tensor>, CustomGradient> f, List<Tensor> inputs) {
        var nodes = inputs.stream().map(Tensor::node).toList();
        var leaves = leaves(nodes);
        return Loop.recorded(() -> {
            var own = f.apply(tensors(leaves));
            var results = own.results.stream().map(Tensor::node).toList();
            var upstreams = leaves(results);
            var gradients = own.gradient.apply(tensors(upstreams)).stream()
                    .map(Tensor::node)
                    .toList();
            check(gradients, leaves);
            return composite(leaves, results, upstreams, gradients, nodes);
        });
    }

    private static List<Node> leaves(List<Node> like) {
        return like.stream().map(each -> Loop.given(each.type())).toList();
    }

    private static List<Tensor> tensors(List<Node> nodes) {
        return nodes.stream().map(Tensor::pending).toList();
    }

    private static void check(List<Node> gradients, List<Node> inputs) {
        if (gradients.size() != inputs.size()) {
            throw new ShapeException("a custom gradient gave " + gradients.size() + " gradients for " + inputs.size()
                    + " inputs: give one for each, zerosLike() where none flows");
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (!gradients.get(i).type().equals(inputs.get(i).type())) {
                throw new ShapeException(
                        "a custom gradient gave " + gradients.get(i).type() + " for input " + i + ", which is "
                                + inputs.get(i).type());
            }
        }
    }

    private static List<Tensor> composite(
            List<Node> leaves, List<Node> results, List<Node> upstreams, List<Node> gradients, List<Node> inputs) {
        var closure = Closure.of(join(leaves, upstreams), join(results, gradients));
        var all = closure.body();
        var captured = all.inputs()
                .subList(leaves.size() + upstreams.size(), all.inputs().size());
        var body = new Graph(join(leaves, captured), all.results().subList(0, results.size()));
        var back = new ArrayList<>(
                all.results().subList(results.size(), all.results().size()));
        captured.forEach(each -> back.add(each.zerosLike()));
        var given = join(join(leaves, captured), join(leaves(results), upstreams));
        var op = new Composite("custom_gradient", body, Optional.of(new Graph(given, back)));
        var node = Node.of(op, join(inputs, closure.captured()));
        return IntStream.range(0, results.size())
                .mapToObj(i -> Tensor.pending(node.pick(i)))
                .toList();
    }

    private static List<Node> join(List<Node> first, List<Node> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
