package jacobian.keras.serialization.legacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The translation of one file's configuration: walks through models and layers, and has each translated by the
/// rules of the software it is from.
final class Translation {
    private static final Set<String> GRAPHS = Set.of("Model", "Functional", "ModelV2");

    private final LegacyOrigin origin;
    private final Map<String, WeightForm> forms = new LinkedHashMap<>();

    Translation(LegacyOrigin origin) {
        this.origin = origin;
    }

    LegacyOrigin origin() {
        return origin;
    }

    Map<String, WeightForm> forms() {
        return forms;
    }

    /// Today's form of the layer or model that `json` describes.
    Map<String, @Nullable Object> layer(Map<String, @Nullable Object> json) {
        var className = Trees.text(json.get("class_name"));
        if (className.equals("Sequential")) {
            return new OldSequential(this).translate(json.get("config"));
        }
        if (className.equals("Graph")) {
            throw new IllegalArgumentException("the model is a Graph of Keras 0, whose connections have no successor"
                    + "\n  mend   open the file in Keras 1, build the model anew with the functional API and save it");
        }
        var config = Trees.map(json.get("config"));
        if (GRAPHS.contains(className) || config.containsKey("input_layers") && config.containsKey("output_layers")) {
            return new OldGraph(this, config).translate();
        }
        return origin.isToday() ? named(json, className, config) : old(OldLayer.of(json));
    }

    private Map<String, @Nullable Object> old(OldLayer layer) {
        switch (layer.className()) {
            case "Highway":
                return Composed.highway(layer, this);
            case "MaxoutDense":
                return Composed.maxout(layer, this);
            case "Lambda":
                return lambda(layer);
            case "InputLayer":
                return input(layer);
            default:
                break;
        }
        if (origin.major() <= 1) {
            FirstKeras.translate(layer);
        }
        SecondKeras.translate(layer);
        return named(Trees.of(), inner(layer).className(), layer.config());
    }

    /// The layers that a layer holds: those of wrappers and the cells of recurrent ones.
    private OldLayer inner(OldLayer layer) {
        for (var key : List.of("layer", "backward_layer", "cell")) {
            layer.convert(key, inside -> layer(Trees.map(inside)));
        }
        return layer.convert(
                "cells",
                cells -> Trees.list(cells).stream()
                        .map(cell -> layer(Trees.map(cell)))
                        .toList());
    }

    private static Map<String, @Nullable Object> input(OldLayer layer) {
        var shape = layer.batchShape()
                .orElseThrow(() -> layer.refused("it has no shape", "save the model with an input shape"));
        var dtype = layer.has("input_dtype") ? layer.get("input_dtype") : layer.get("dtype");
        return SecondKeras.input(layer.name(), shape, dtype);
    }

    private static Map<String, @Nullable Object> named(
            Map<String, @Nullable Object> json, String className, Map<String, @Nullable Object> config) {
        if (json.containsKey("module")) {
            return json;
        }
        // What Keras 3 lists beside its layers, written without modules, are operations: they have no dtype.
        if (json.containsKey("inbound_nodes") && !config.containsKey("trainable") && !className.equals("InputLayer")) {
            return Operations.named(className, config);
        }
        var today = Trees.object("keras.layers", className, config);
        if (className.contains(">")) {
            today.put("module", null);
            today.put("registered_name", className);
        }
        return today;
    }

    /// A function of Python as Keras 3 has it, for the one door where such are refused or replaced.
    private static Map<String, @Nullable Object> lambda(OldLayer layer) {
        layer.drop("module", "function_type", "output_shape_type", "output_shape_module", "batch_input_shape");
        for (var key : List.of("function", "output_shape", "mask")) {
            layer.convert(key, Translation::code);
        }
        SecondKeras.translate(layer);
        return Trees.object("keras.layers", "Lambda", layer.config());
    }

    private static Object code(Object old) {
        return switch (old) {
            case List<?> list
            when list.size() == 3 && list.getFirst() instanceof String code ->
                Trees.of("class_name", "__lambda__", "config", Trees.of("code", code));
            case String name ->
                Trees.of("module", "builtins", "class_name", "function", "config", name, "registered_name", name);
            default -> old;
        };
    }

    /// The layers of `list`, translated.
    List<Map<String, @Nullable Object>> layers(List<?> list) {
        var layers = new ArrayList<Map<String, @Nullable Object>>();
        for (var each : list) {
            layers.add(layer(Trees.map(each)));
        }
        return layers;
    }
}
