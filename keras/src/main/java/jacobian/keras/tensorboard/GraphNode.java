package jacobian.keras.tensorboard;

import jacobian.engine.shape.Shape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An operation in a drawn graph. Slashes in its name are folders: the panel draws them as boxes that open.
///
/// @param op what it does, as in `Conv2D`
/// @param inputs the names of the nodes whose outputs it takes
/// @param attributes what the panel says about it: texts, numbers, truth values, and lists of shapes; those of
/// its
///     outputs are called [#OUTPUT_SHAPES]
public record GraphNode(String name, String op, List<String> inputs, Map<String, Object> attributes) {
    /// The attribute with the shapes of the outputs, which the panel writes beside edges.
    public static final String OUTPUT_SHAPES = "_output_shapes";

    public GraphNode {
        inputs = List.copyOf(inputs);
        attributes = Map.copyOf(attributes);
    }

    /// The version of graphs since TensorFlow 2.
    private static final int PRODUCER = 1087;

    /// The message `GraphDef`.
    static byte[] graphDef(List<GraphNode> nodes) {
        var graph = new Message();
        nodes.forEach(node -> graph.message(1, node.message()));
        return graph.message(4, new Message().integer(1, PRODUCER)).toBytes();
    }

    private Message message() {
        var message = new Message().text(1, name).text(2, op);
        inputs.forEach(each -> message.text(3, each));
        new TreeMap<>(attributes)
                .forEach((key, value) ->
                        message.message(5, new Message().text(1, key).message(2, value(value))));
        return message;
    }

    private static Message value(Object value) {
        return switch (value) {
            case Boolean truth -> new Message().bool(5, truth);
            case Integer number -> new Message().integer(3, number);
            case Long number -> new Message().integer(3, number);
            case List<?> list -> new Message().message(1, shapes(list));
            default -> new Message().text(2, value.toString());
        };
    }

    private static Message shapes(List<?> list) {
        var shapes = new Message();
        for (var each : list) {
            if (each instanceof Shape shape) {
                shapes.message(7, shape(shape));
            }
        }
        return shapes;
    }

    /// An unknown size is -1.
    private static Message shape(Shape shape) {
        var message = new Message();
        shape.dims().forEach(dim -> message.message(2, new Message().integer(1, dim.isFixed() ? dim.size() : -1)));
        return message;
    }
}
