package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A named sub-computation. Its meaning is `body` put in its place; a back end may know the name and do it in one
/// kernel.
///
/// With a `gradientBody`, which takes the inputs, then the results, then one upstream a result, and gives one
/// gradient an input,
/// that is the gradient; without one the body is differentiated.
public record Composite(String name, Graph body, Optional<Graph> gradientBody) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        return types(inputs).get(0);
    }

    @Override
    public List<TensorType> types(List<Node> inputs) {
        return body.inline(inputs).stream().map(Node::type).toList();
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return gradients(node, List.of(upstream)).get(input);
    }

    @Override
    public List<Node> gradients(Node node, List<Node> upstreams) {
        if (gradientBody.isPresent()) {
            var arguments = new ArrayList<>(node.inputs());
            for (int i = 0; i < upstreams.size(); i++) {
                arguments.add(upstreams.size() == 1 ? node : node.pick(i));
            }
            arguments.addAll(upstreams);
            return gradientBody.get().inline(arguments);
        }
        var arguments = new ArrayList<>(node.inputs());
        arguments.addAll(upstreams);
        return differentiated(upstreams).inline(arguments);
    }

    /// The gradient of the body on inputs of its own: those of a node may be one another's, and what they owe
    /// each other is not the body's.
    private Graph differentiated(List<Node> upstreams) {
        var own = body.detached();
        var leaves = upstreams.stream()
                .map(upstream -> Node.input(new StepSource(), upstream.type()))
                .toList();
        var gradients = Gradient.of(own.results(), leaves, own.inputs());
        var all = new ArrayList<Node>();
        for (int i = 0; i < gradients.size(); i++) {
            var input = own.inputs().get(i);
            all.add(gradients.get(i).orElseGet(input::zerosLike));
        }
        var inputs = new ArrayList<>(own.inputs());
        inputs.addAll(leaves);
        return new Graph(inputs, all);
    }

    @Override
    public Op mapDims(UnaryOperator<Dim> change) {
        return new Composite(name, body.mapDims(change), gradientBody.map(graph -> graph.mapDims(change)));
    }
}
