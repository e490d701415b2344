package jacobian.keras.models;

import jacobian.engine.graph.Node;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerCall;
import jacobian.keras.tensorboard.GraphNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Draws the layers of a model as nodes of a graph. A model inside it is a folder of nodes; a layer that is
/// called several times is several nodes. Of a model that is no graph the layers are drawn without edges.
final class GraphDrawing {
    private static final System.Logger LOG = System.getLogger(GraphDrawing.class.getName());

    private final List<GraphNode> nodes = new ArrayList<>();
    private final Map<Node, String> names = new IdentityHashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();

    private GraphDrawing() {}

    static List<GraphNode> of(Model model) {
        var drawing = new GraphDrawing();
        model.graph().ifPresentOrElse(graph -> drawing.draw("", graph), () -> drawing.list("", model.layers()));
        return List.copyOf(drawing.nodes);
    }

    /// The configuration of a chain or graph; empty, with a warning, where a layer has no form in files.
    static Optional<String> json(Model model) {
        if (model.graph().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(model.toJson());
        } catch (IllegalArgumentException | UnsupportedOperationException formless) {
            LOG.log(System.Logger.Level.WARNING, "the model cannot be logged as JSON: " + formless.getMessage());
            return Optional.empty();
        }
    }

    private void list(String folder, List<Layer> layers) {
        for (var layer : layers) {
            var name = unique(folder + layer.name());
            if (layer.layers().isEmpty()) {
                nodes.add(new GraphNode(name, layer.kerasName(), List.of(), attributes(layer)));
            } else {
                list(name + "/", layer.layers());
            }
        }
    }

    private void draw(String folder, FunctionalGraph graph) {
        for (var call : graph.calls()) {
            if (!names.keySet().containsAll(nodes(call.outputs()))) {
                draw(folder, call);
            }
        }
    }

    private void draw(String folder, LayerCall call) {
        var name = unique(folder + call.layer().name());
        var inner = call.layer() instanceof Model model ? model.graph().orElse(null) : null;
        var inputs = call.inputs().stream().map(input -> source(name, input)).toList();
        if (inner == null) {
            var attributes = attributes(call.layer());
            attributes.put(
                    GraphNode.OUTPUT_SHAPES,
                    call.outputs().stream().map(Tensor::shape).toList());
            nodes.add(new GraphNode(name, call.layer().kerasName(), inputs, attributes));
            call.outputs().forEach(output -> names.put(output.node(), name));
        } else {
            drawInner(name, inner, inputs);
            for (int i = 0; i < call.outputs().size(); i++) {
                names.put(
                        call.outputs().get(i).node(),
                        source(name, inner.outputs().get(i)));
            }
        }
    }

    /// The model may be called again elsewhere, so that its own nodes are forgotten.
    private void drawInner(String name, FunctionalGraph inner, List<String> inputs) {
        var outer = Map.copyOf(names);
        var innerNodes = nodes(inner.inputs());
        innerNodes.forEach(names::remove);
        inner.calls().forEach(call -> nodes(call.outputs()).forEach(names::remove));
        for (int i = 0; i < innerNodes.size(); i++) {
            names.put(innerNodes.get(i), inputs.get(i));
        }
        draw(name + "/", inner);
        names.putAll(outer);
    }

    /// The name of the node that gives `tensor`; what is computed between layers is a node of its own.
    private String source(String user, Tensor tensor) {
        var known = names.get(tensor.node());
        if (known != null) {
            return known;
        }
        Set<String> from = new LinkedHashSet<>();
        LayerCall.leaves(tensor).forEach(leaf -> from.add(Objects.requireNonNull(names.get(leaf))));
        var op = tensor.node().op().getClass().getSimpleName();
        var name = unique(user + "_" + op.toLowerCase(java.util.Locale.ROOT));
        Map<String, Object> shape = Map.of(GraphNode.OUTPUT_SHAPES, List.of(tensor.shape()));
        nodes.add(new GraphNode(name, op, List.copyOf(from), shape));
        names.put(tensor.node(), name);
        return name;
    }

    private static List<Node> nodes(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::node).toList();
    }

    private static Map<String, Object> attributes(Layer layer) {
        var attributes = new LinkedHashMap<String, Object>();
        attributes.put("layer", layer.toString());
        if (layer.isBuilt() && layer.countParams() > 0) {
            attributes.put("parameters", layer.countParams());
            attributes.put("trainable", layer.isTrainable());
        }
        return attributes;
    }

    private String unique(String name) {
        int before = taken.merge(name, 1, Integer::sum) - 1;
        return before == 0 ? name : unique(name + "_" + before);
    }
}
