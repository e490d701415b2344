package jacobian.plots;

import jacobian.keras.models.Model;
import jacobian.keras.tensorboard.GraphNode;
import jacobian.plots.drawing.Graph;
import jacobian.plots.drawing.GraphPicture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// The layers of a model as boxes; a model inside it is a frame around its own.
final class ModelGraph {
    private static final int LARGEST = 20_000;

    private ModelGraph() {}

    static Plot of(Model model) {
        var nodes = model.graphNodes();
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException(model.name() + " has no layers yet: add some, or call it on an input");
        }
        boolean connected = !model.outputs().isEmpty();
        var graph = graph("", nodes);
        var picture = new GraphPicture(connected ? graph : chain(graph));
        int width = (int) Math.clamp(Math.ceil(picture.width()) + 40, 300, LARGEST);
        int height = (int) Math.clamp(Math.ceil(picture.height()) + 90, 120, LARGEST);
        var parameters = String.format(java.util.Locale.ROOT, "%,d weights", model.countParams());
        return new Plot(model.name(), width, height, picture)
                .subtitle(
                        connected
                                ? parameters
                                : parameters + "; its call is code of its own: the layers stand in their order alone");
    }

    /// Of a model that is no graph: one box below the other, no arrows.
    private static Graph chain(Graph graph) {
        var boxes = graph.boxes().stream()
                .map(box -> new Graph.Box(box.lines(), box.kind(), chain(box.inside())))
                .toList();
        return new Graph(boxes, List.of(), true);
    }

    /// The boxes whose names begin with `folder`, in which what stands behind a further `/` is a box inside another.
    private static Graph graph(String folder, List<GraphNode> nodes) {
        var members = new LinkedHashMap<String, List<GraphNode>>();
        for (var node : nodes) {
            if (node.name().startsWith(folder)) {
                members.computeIfAbsent(head(folder, node.name()), _ -> new ArrayList<>())
                        .add(node);
            }
        }
        var names = List.copyOf(members.keySet());
        var boxes = names.stream()
                .map(name -> box(folder, name, members.getOrDefault(name, List.of())))
                .toList();
        Set<Graph.Arrow> arrows = new LinkedHashSet<>();
        members.forEach((name, within) -> within.stream()
                .flatMap(node -> node.inputs().stream())
                .filter(input -> input.startsWith(folder))
                .map(input -> names.indexOf(head(folder, input)))
                .filter(from -> from >= 0 && from != names.indexOf(name))
                .forEach(from -> arrows.add(new Graph.Arrow(from, names.indexOf(name)))));
        return sorted(boxes, List.copyOf(arrows));
    }

    private static String head(String folder, String name) {
        int end = name.indexOf('/', folder.length());
        return end < 0 ? name : name.substring(0, end);
    }

    private static Graph.Box box(String folder, String name, List<GraphNode> within) {
        var only = within.getFirst();
        var label = name.substring(folder.length());
        if (!only.name().equals(name)) {
            return new Graph.Box(List.of(label), 0, graph(name + "/", within));
        }
        var lines = new ArrayList<String>();
        lines.add(label);
        lines.add(only.op() + parameters(only.attributes()));
        if (only.attributes().get(GraphNode.OUTPUT_SHAPES) instanceof List<?> shapes && !shapes.isEmpty()) {
            lines.add(String.join(", ", shapes.stream().map(String::valueOf).toList()));
        }
        return new Graph.Box(lines, kind(only), Graph.EMPTY);
    }

    private static String parameters(Map<String, Object> attributes) {
        return attributes.get("parameters") instanceof Number number
                ? String.format(java.util.Locale.ROOT, ", %,d weights", number.longValue())
                : "";
    }

    /// Inputs, layers that learn, and the rest.
    private static int kind(GraphNode node) {
        if (node.op().startsWith("Input")) {
            return 2;
        }
        return node.attributes().containsKey("parameters") ? 0 : 6;
    }

    /// With the boxes in an order in which arrows lead forwards.
    private static Graph sorted(List<Graph.Box> boxes, List<Graph.Arrow> arrows) {
        var order = new ArrayList<Integer>();
        var left = new ArrayList<>(IntStream.range(0, boxes.size()).boxed().toList());
        while (!left.isEmpty()) {
            var next = left.stream()
                    .filter(box -> arrows.stream().noneMatch(arrow -> arrow.to() == box && left.contains(arrow.from())))
                    .findFirst()
                    .orElse(left.getFirst());
            left.remove(next);
            order.add(next);
        }
        return new Graph(
                order.stream().map(boxes::get).toList(),
                arrows.stream()
                        .map(arrow -> new Graph.Arrow(order.indexOf(arrow.from()), order.indexOf(arrow.to())))
                        .filter(arrow -> arrow.from() < arrow.to())
                        .toList(),
                false);
    }
}
