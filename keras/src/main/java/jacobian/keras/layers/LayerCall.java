package jacobian.keras.layers;

import jacobian.engine.graph.Input;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Order;
import jacobian.engine.graph.Source;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One call of a layer on symbolic tensors: a vertex of a functional graph.
///
/// Its results are tensors without values; each is a leaf that knows the call it came from. What users compute
/// with such tensors between two layers is an ordinary graph over these leaves.
public final class LayerCall {
    private final Layer layer;
    private final List<Tensor> inputs;
    private final CallArguments arguments;
    private final List<Tensor> outputs;

    private record Output(LayerCall call, int index) implements Source {}

    private LayerCall(Layer layer, List<Tensor> inputs, CallArguments arguments, List<TensorType> types) {
        this.layer = layer;
        this.inputs = List.copyOf(inputs);
        this.arguments = arguments;
        this.outputs = java.util.stream.IntStream.range(0, types.size())
                .mapToObj(i -> Tensor.applyAll(new Input(new Output(this, i), types.get(i)), List.of())
                        .get(0))
                .toList();
    }

    static LayerCall of(Layer layer, List<Tensor> inputs, List<TensorType> types) {
        return of(layer, inputs, CallArguments.NONE, types);
    }

    static LayerCall of(Layer layer, List<Tensor> inputs, CallArguments arguments, List<TensorType> types) {
        return new LayerCall(layer, inputs, arguments, types);
    }

    /// Calls `layer` on symbolic tensors, also inside another layer.
    public static LayerCall of(Layer layer, List<Tensor> inputs) {
        return Invocation.record(layer, inputs, CallArguments.NONE);
    }

    public Layer layer() {
        return layer;
    }

    /// What the layer was called on, and what it was called with besides: the values of the functional graph that
    /// the call needs. Empty for an [jacobian.keras.layers.Input].
    public List<Tensor> inputs() {
        return Stream.concat(inputs.stream(), arguments.tensors().stream()).toList();
    }

    /// What the layer was called on: the positional arguments of a node in a file.
    public List<Tensor> positional() {
        return inputs;
    }

    /// What the layer was called with besides: the keyword arguments of a node in a file.
    public CallArguments arguments() {
        return arguments;
    }

    /// The same call of `other`, in place of the layer, on `values` in place of [#inputs].
    public List<Tensor> repeat(Layer other, List<Tensor> values) {
        int count = inputs.size();
        return Invocation.of(
                other, null, values.subList(0, count), arguments.with(values.subList(count, values.size())));
    }

    public List<Tensor> outputs() {
        return outputs;
    }

    /// Where this call stands among the calls of its layer.
    @Override
    public String toString() {
        return "call of " + layer + " on " + inputs.stream().map(Tensor::type).toList();
    }

    /// The call that `leaf` is a result of.
    public static Optional<LayerCall> from(Node leaf) {
        return leaf.op() instanceof Input input && input.source() instanceof Output output
                ? Optional.of(output.call())
                : Optional.empty();
    }

    /// The results of calls that `tensor` is made from: itself, if it is one.
    public static List<Node> leaves(Tensor tensor) {
        if (tensor.node().inputs().isEmpty()) {
            return from(tensor.node()).isPresent() ? List.of(tensor.node()) : List.of();
        }
        return Order.of(List.of(tensor.node())).stream()
                .filter(node -> node.inputs().isEmpty() && from(node).isPresent())
                .toList();
    }

    /// The calls whose results `tensor` is made from; none where it has values of its own.
    public static List<LayerCall> sources(Tensor tensor) {
        return leaves(tensor).stream().map(leaf -> from(leaf).orElseThrow()).toList();
    }

    /// Whether the value of `tensor` depends on inputs of a functional graph, which have none.
    static boolean isSymbolic(Tensor tensor) {
        return !leaves(tensor).isEmpty();
    }
}
