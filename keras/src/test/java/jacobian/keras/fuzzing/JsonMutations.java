package jacobian.keras.fuzzing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ContainerNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Mutations of a JSON tree: values replaced, exchanged, removed, nested, repeated.
final class JsonMutations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> TEXTS = List.of(
            "",
            "x",
            "../../etc/passwd",
            "Dense",
            "Lambda",
            "__lambda__",
            "function",
            "keras.layers",
            "os",
            "None",
            "NaN",
            "float32",
            "float99",
            "\u0000",
            "a/b",
            "0",
            "__keras_tensor__",
            "__numpy__",
            "java.lang.Runtime");

    private final Chance chance;
    private final ByteMutations bytes;

    JsonMutations(Chance chance) {
        this.chance = chance;
        this.bytes = new ByteMutations(chance);
    }

    byte[] mutate(byte[] json) {
        if (chance.oneIn(6)) {
            return bytes.mutate(json);
        }
        try {
            var tree = JsonMapper.shared().readTree(json);
            int times = 1 + chance.below(3);
            for (int i = 0; i < times; i++) {
                once(tree);
            }
            return JsonMapper.shared().writeValueAsBytes(tree);
        } catch (JacksonException _) {
            return bytes.mutate(json); // seeds that are no JSON are wanted too
        }
    }

    private void once(JsonNode tree) {
        var containers = new ArrayList<ContainerNode<?>>();
        gather(tree, containers);
        containers.removeIf(JsonNode::isEmpty);
        if (containers.isEmpty()) {
            return;
        }
        switch (chance.of(containers)) {
            case ObjectNode object -> object(object, containers);
            case ArrayNode array -> array(array, containers);
            default -> {}
        }
    }

    private static void gather(JsonNode node, List<ContainerNode<?>> into) {
        if (node instanceof ContainerNode<?> container) {
            into.add(container);
            container.forEach(each -> gather(each, into));
        }
    }

    private void object(ObjectNode object, List<ContainerNode<?>> containers) {
        var key = chance.of(List.copyOf(object.propertyNames()));
        switch (chance.below(8)) {
            case 0 -> object.remove(key);
            case 1 -> object.set(chance.of(TEXTS), object.get(key).deepCopy());
            default -> object.set(key, other(object.get(key), containers));
        }
    }

    private void array(ArrayNode array, List<ContainerNode<?>> containers) {
        int index = chance.below(array.size());
        switch (chance.below(8)) {
            case 0 -> array.remove(index);
            case 1 -> array.insert(index, array.get(chance.below(array.size())).deepCopy());
            default -> array.set(index, other(array.get(index), containers));
        }
    }

    private JsonNode other(JsonNode node, List<ContainerNode<?>> containers) {
        return switch (chance.below(10)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(chance.oneIn(2));
            case 2, 3 -> NODES.numberNode(chance.number());
            case 4 -> NODES.numberNode(new double[] {1e308, -0.0, 0.5, 1e-320, -3}[chance.below(5)]);
            case 5 -> NODES.stringNode(chance.of(TEXTS));
            case 6, 7 -> sibling(node, containers);
            case 8 -> nested(node);
            default -> chance.oneIn(2) ? NODES.arrayNode() : NODES.objectNode();
        };
    }

    /// A value from somewhere else in the tree.
    private JsonNode sibling(JsonNode node, List<ContainerNode<?>> containers) {
        var values = new ArrayList<JsonNode>();
        chance.of(containers).forEach(values::add);
        return values.isEmpty() ? node : chance.of(values).deepCopy();
    }

    private JsonNode nested(JsonNode node) {
        var deep = node;
        int depth = chance.oneIn(20) ? 400 : 1 + chance.below(3);
        for (int i = 0; i < depth; i++) {
            deep = NODES.arrayNode().add(deep);
        }
        return deep;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
