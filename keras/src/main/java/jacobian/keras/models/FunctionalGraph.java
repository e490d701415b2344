package jacobian.keras.models;

import jacobian.engine.graph.Node;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// The calls of layers between the inputs and the outputs of a model, in an order in which each comes after what
/// it
/// needs.
final class FunctionalGraph {
    private final List<Tensor> inputs;
    private final List<Tensor> outputs;
    private final List<LayerCall> calls;
    private final List<Layer> layers;

    private FunctionalGraph(List<Tensor> inputs, List<Tensor> outputs, List<LayerCall> calls, List<Layer> layers) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.calls = calls;
        this.layers = layers;
    }

    static FunctionalGraph of(List<Tensor> inputs, List<Tensor> outputs) {
        for (int i = 0; i < inputs.size(); i++) {
            if (LayerCall.from(inputs.get(i).node()).isEmpty()) {
                throw new IllegalArgumentException(
                        "a model's input is " + inputs.get(i) + ": needs an Input, or what a layer made of one");
            }
            if (nodes(inputs.subList(0, i)).contains(inputs.get(i).node())) {
                throw new IllegalArgumentException("inputs " + i + " and "
                        + nodes(inputs).indexOf(inputs.get(i).node()) + " of the model are the same: give it once");
            }
        }
        for (int i = 0; i < outputs.size(); i++) {
            if (LayerCall.leaves(outputs.get(i)).isEmpty()) {
                throw new IllegalArgumentException("output " + i + " of the model is "
                        + outputs.get(i).type() + " with values of its own: needs what layers make of the inputs");
            }
        }
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "a model needs at least one input and one output, not " + inputs.size() + " and " + outputs.size());
        }
        var walk = new Walk(inputs);
        outputs.forEach(walk::visit);
        inputs.forEach(walk::unused);
        return new FunctionalGraph(
                List.copyOf(inputs), List.copyOf(outputs), List.copyOf(walk.calls), walk.layersByDepth());
    }

    private static List<Node> nodes(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::node).toList();
    }

    List<Tensor> inputs() {
        return inputs;
    }

    List<Tensor> outputs() {
        return outputs;
    }

    List<LayerCall> calls() {
        return calls;
    }

    /// The layers in Keras' order: the furthest from the outputs first.
    List<Layer> layers() {
        return layers;
    }

    /// The outputs for `arguments` in place of the inputs; each layer is called as often as in the graph.
    List<Tensor> run(List<Tensor> arguments) {
        return run(arguments, (call, values) -> call.repeat(call.layer(), values));
    }

    /// As [#run(List)], `function` standing for the calls of layers.
    List<Tensor> run(List<Tensor> arguments, BiFunction<LayerCall, List<Tensor>, List<Tensor>> function) {
        var values = new SymbolValues();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(inputs.get(i), arguments.get(i));
        }
        for (var call : calls) {
            if (!call.outputs().stream().allMatch(values::has)) {
                var results = function.apply(
                        call, call.inputs().stream().map(values::of).toList());
                for (int i = 0; i < results.size(); i++) {
                    values.put(call.outputs().get(i), results.get(i));
                }
            }
        }
        return outputs.stream().map(values::of).toList();
    }

    /// The depth-first walk from the outputs to the inputs.
    private static final class Walk {
        final List<LayerCall> calls = new ArrayList<>();
        private final Map<LayerCall, Boolean> seen = new IdentityHashMap<>();
        private final Map<Layer, Integer> order = new LinkedHashMap<>();
        private final List<Node> inputs;

        Walk(List<Tensor> inputs) {
            this.inputs = nodes(inputs);
        }

        void visit(Tensor tensor) {
            for (var leaf : LayerCall.leaves(tensor)) {
                var call = LayerCall.from(leaf).orElseThrow();
                boolean outside = inputs.contains(leaf) && !call.inputs().isEmpty();
                if (!outside && seen.put(call, true) == null) {
                    if (call.inputs().isEmpty() && !inputs.contains(leaf)) {
                        throw new IllegalArgumentException("the outputs depend on " + call.layer()
                                + ", which is not among the inputs of the model: add it to them");
                    }
                    order.putIfAbsent(call.layer(), order.size());
                    call.inputs().forEach(this::visit);
                    calls.add(call);
                }
            }
        }

        /// An input on which no output depends belongs to the model all the same.
        void unused(Tensor input) {
            var call = LayerCall.from(input.node()).orElseThrow();
            if (call.inputs().isEmpty() && seen.put(call, true) == null) {
                order.put(call.layer(), -1);
                calls.add(call);
            }
        }

        List<Layer> layersByDepth() {
            var ofCalls = new IdentityHashMap<LayerCall, Integer>();
            var ofLayers = new LinkedHashMap<Layer, Integer>();
            for (var call : calls.reversed()) {
                int depth = Math.max(ofCalls.getOrDefault(call, 0), ofLayers.getOrDefault(call.layer(), 0));
                ofLayers.put(call.layer(), depth);
                for (var input : call.inputs()) {
                    for (var leaf : LayerCall.leaves(input)) {
                        ofCalls.merge(LayerCall.from(leaf).orElseThrow(), depth + 1, Math::max);
                    }
                }
            }
            var layers = new ArrayList<>(ofLayers.keySet());
            layers.sort((a, b) -> {
                int deeper = Integer.compare(ofLayers.getOrDefault(b, 0), ofLayers.getOrDefault(a, 0));
                return deeper != 0 ? deeper : Integer.compare(order.getOrDefault(a, 0), order.getOrDefault(b, 0));
            });
            return Collections.unmodifiableList(layers);
        }
    }
}
