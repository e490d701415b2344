package jacobian.dashboard.logs;

import jacobian.keras.saving.RefusedFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Draws the configuration of a Keras model as its JSON says it: a stack of layers, or a graph of them in the
/// form of Keras 3 or 2.
final class KerasDrawing {
    private static final JsonMapper JSON = new JsonMapper();

    /// The options of a layer that tell most about it, in the order in which they are shown.
    private static final List<String> TELLING = List.of(
            "units",
            "filters",
            "kernel_size",
            "pool_size",
            "strides",
            "padding",
            "num_heads",
            "key_dim",
            "input_dim",
            "output_dim",
            "rate",
            "activation",
            "target_shape",
            "axis");

    private KerasDrawing() {}

    static Drawing of(String json) {
        try {
            var model = JSON.readTree(json);
            var layers = model.path("config").path("layers");
            if (!layers.isArray()) {
                layers = model.path("config");
            }
            return layers.isArray() ? drawing(layers) : alone(model);
        } catch (JacksonException e) {
            throw new RefusedFileException("the configuration of the model is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Drawing alone(JsonNode model) {
        return new Drawing(List.of(box(model)), List.of());
    }

    private static Drawing drawing(JsonNode layers) {
        var boxes = new ArrayList<Drawing.Box>();
        var places = new LinkedHashMap<String, Integer>();
        boolean graph = false;
        for (var layer : layers) {
            if (boxes.size() < Drawing.MOST) {
                places.put(name(layer), boxes.size());
                boxes.add(box(layer));
                graph |= layer.has("inbound_nodes");
            }
        }
        var arrows = new LinkedHashSet<Drawing.Arrow>();
        for (int i = 0; i < boxes.size(); i++) {
            if (graph) {
                sources(layers.get(i).path("inbound_nodes"), places, i, arrows);
            } else if (i > 0) {
                arrows.add(new Drawing.Arrow(i - 1, i));
            }
        }
        return new Drawing(boxes, List.copyOf(arrows));
    }

    /// A tensor is named by the layer it comes from: in a `keras_history`, or, in Keras 2, as the first of a
    /// list.
    private static void sources(JsonNode node, Map<String, Integer> places, int to, Set<Drawing.Arrow> arrows) {
        var history = node.path("keras_history");
        var named = history.isArray() ? history : node;
        boolean isTensor = named.isArray()
                && named.size() >= 3
                && named.get(0).isString()
                && named.get(1).isNumber()
                && named.get(2).isNumber();
        if (isTensor) {
            var from = places.get(named.get(0).stringValue());
            if (from != null && from != to) {
                arrows.add(new Drawing.Arrow(from, to));
            }
            return;
        }
        for (var child : node) {
            sources(child, places, to, arrows);
        }
    }

    private static String name(JsonNode layer) {
        return layer.path("name").asString(layer.path("config").path("name").asString(""));
    }

    private static Drawing.Box box(JsonNode layer) {
        var config = layer.path("config");
        var detail = new StringJoiner(", ");
        for (var option : TELLING) {
            var value = text(config.path(option));
            if (!value.isEmpty() && !value.equals("linear") && !value.equals("valid")) {
                detail.add(option + "=" + value);
            }
        }
        if (config.path("layers").isArray()) {
            detail.add(config.path("layers").size() + " layers");
        }
        return new Drawing.Box(
                name(layer), layer.path("class_name").asString("layer"), detail.toString(), shape(layer));
    }

    /// What a layer takes; of an input what it gives.
    private static String shape(JsonNode layer) {
        var build = layer.path("build_config").path("input_shape");
        var own = layer.path("config").path("batch_shape");
        var shape = own.isArray() ? own : build;
        return shape.isArray() ? text(shape).replace("null", "?") : "";
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            var parts = new StringJoiner(", ", "(", ")");
            value.forEach(each -> parts.add(each.isNull() ? "null" : text(each)));
            return parts.toString();
        }
        if (value.isObject()) {
            return value.path("class_name").asString("");
        }
        return value.isMissingNode() || value.isNull() ? "" : value.asString();
    }
}
