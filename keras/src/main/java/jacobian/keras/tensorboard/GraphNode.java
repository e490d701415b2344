package jacobian.keras.tensorboard;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// An operation in a drawn graph. Slashes in its name are folders: the panel draws them as boxes that open.
///
/// @param op what it does, as in `Conv2D`
/// @param inputs the names of the nodes whose outputs it takes
/// @param attributes what the panel says about it
public record GraphNode(String name, String op, List<String> inputs, Map<String, String> attributes) {
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
        attributes.forEach((key, value) -> message.message(
                5,
                new Message().text(1, key).message(2, new Message().bytes(2, value.getBytes(StandardCharsets.UTF_8)))));
        return message;
    }
}
