package jacobian.keras.models;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerCall;
import jacobian.keras.layers.LayerState;
import jacobian.keras.layers.RNNCell;
import jacobian.keras.models.SavedGraph.Part;
import jacobian.keras.models.SavedGraph.Reference;
import jacobian.keras.serialization.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The configuration of a model as Keras' files have it.
final class ModelConfig {
    /// The layers of which Keras keeps no shape: they have nothing to build.
    private static final Set<String> UNBUILT = Set.of(
            "InputLayer",
            "Activation",
            "ActivityRegularization",
            "AlphaDropout",
            "AveragePooling1D",
            "AveragePooling2D",
            "AveragePooling3D",
            "Dropout",
            "ELU",
            "GaussianDropout",
            "GaussianNoise",
            "GlobalAveragePooling1D",
            "GlobalAveragePooling2D",
            "GlobalAveragePooling3D",
            "GlobalMaxPooling1D",
            "GlobalMaxPooling2D",
            "GlobalMaxPooling3D",
            "Identity",
            "LeakyReLU",
            "Masking",
            "MaxPooling1D",
            "MaxPooling2D",
            "MaxPooling3D",
            "ReLU",
            "Reshape",
            "Softmax",
            "SpatialDropout1D",
            "SpatialDropout2D",
            "SpatialDropout3D",
            "UnitNormalization");

    private static final Set<String> ATTENTION = Set.of("MultiHeadAttention", "GroupedQueryAttention");

    private ModelConfig() {}

    /// The object of `model` in a file: class, configuration, shapes, and how it is compiled.
    static Map<String, @Nullable Object> of(Model model) {
        var object = switch (model) {
            case Sequential chain -> chain(chain);
            case Model graph when graph.isGraph() -> graph(graph);
            default -> own(model);
        };
        object.put(
                "compile_config",
                model.isCompiled() ? CompileConfig.of(model) : new LinkedHashMap<String, @Nullable Object>());
        return object;
    }

    static Map<String, @Nullable Object> object(
            @Nullable String module, String className, Map<String, ?> config, @Nullable String registeredName) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("module", module);
        object.put("class_name", className);
        object.put("config", config);
        object.put("registered_name", registeredName);
        return object;
    }

    private static Map<String, @Nullable Object> chain(Sequential model) {
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("name", model.name());
        config.put("trainable", model.isTrainable());
        config.put("dtype", Serialization.serialize(model.dtypePolicy()));
        var layers = new ArrayList<>();
        model.entry().ifPresent(input -> layers.add(layer(input, List.of())));
        for (var layer : model.layers()) {
            layers.add(layer(layer, model.calls()));
        }
        config.put("layers", layers);
        model.entry()
                .ifPresent(input ->
                        config.put("build_input_shape", shape(input.type().shape())));
        var object = object("keras", "Sequential", config, null);
        model.entry()
                .ifPresent(input ->
                        object.put("build_config", inputShape(shape(input.type().shape()))));
        return object;
    }

    private static Map<String, @Nullable Object> graph(Model model) {
        var graph = SavedGraph.of(model);
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("name", model.name());
        config.put("trainable", model.isTrainable());
        config.put(
                "layers", graph.parts().stream().map(part -> part(model, part)).toList());
        config.put("input_layers", ends(graph.inputs(), model.namesInputs(), model.inputNames()));
        config.put("output_layers", ends(graph.outputs(), model.namesOutputs(), model.outputNames()));
        var object = object("keras.src.models.functional", "Functional", config, "Functional");
        object.put("build_config", inputShape(null));
        return object;
    }

    /// A model that defines its own `call`: its settings are all that a file says.
    private static Map<String, @Nullable Object> own(Model model) {
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("name", model.name());
        config.put("trainable", model.isTrainable());
        model.config().forEach((key, value) -> config.putIfAbsent(key, Serialization.serialize(value)));
        var object = object(null, model.kerasName(), config, model.registeredName());
        var shapes =
                LayerState.builtFor(model).stream().map(ModelConfig::ofAnyBatch).toList();
        object.put("build_config", inputShape(shapes.size() == 1 ? shapes.getFirst() : shapes));
        return object;
    }

    private static List<@Nullable Object> ofAnyBatch(TensorType type) {
        var sizes = shape(type);
        sizes.set(0, null);
        return sizes;
    }

    private static Map<String, @Nullable Object> part(Model model, Part part) {
        var layer = part.layer();
        var operation = part.operation();
        var object = layer != null
                ? layer(layer, model.calls())
                : object(
                        part.module(),
                        operation == null ? "" : operation.className(),
                        operation == null ? Map.of() : operation.config(),
                        operation == null ? "" : operation.className());
        object.put("name", part.name());
        var nodes = new ArrayList<>();
        if (!(layer instanceof Input)) {
            part.calls().forEach(call -> nodes.add(node(call)));
        }
        object.put("inbound_nodes", nodes);
        return object;
    }

    private static Map<String, @Nullable Object> node(SavedGraph.Call call) {
        var node = new LinkedHashMap<String, @Nullable Object>();
        node.put("args", tree(call.arguments()));
        node.put("kwargs", tree(call.keywords()));
        return node;
    }

    private static @Nullable Object tree(@Nullable Object tree) {
        return switch (tree) {
            case Reference reference -> tensor(reference);
            case List<?> list -> {
                var trees = new ArrayList<@Nullable Object>();
                list.forEach(each -> trees.add(tree(each)));
                yield trees;
            }
            case Map<?, ?> map -> {
                var trees = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, each) -> trees.put(String.valueOf(key), tree(each)));
                yield trees;
            }
            case Integer number -> (long) number;
            case Enum<?> constant -> constant.toString();
            case null, default -> tree;
        };
    }

    private static Map<String, @Nullable Object> tensor(Reference reference) {
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("shape", shape(reference.type().shape()));
        config.put("dtype", reference.type().dtype().toString());
        config.put(
                "keras_history", List.of(reference.part().name(), (long) reference.call(), (long) reference.index()));
        var tensor = new LinkedHashMap<String, @Nullable Object>();
        tensor.put("class_name", "__keras_tensor__");
        tensor.put("config", config);
        return tensor;
    }

    private static Object ends(List<Reference> ends, boolean named, List<String> names) {
        if (named) {
            var byName = new LinkedHashMap<String, Object>();
            for (int i = 0; i < ends.size(); i++) {
                byName.put(names.get(i), end(ends.get(i)));
            }
            return byName;
        }
        return ends.size() == 1
                ? end(ends.getFirst())
                : ends.stream().map(ModelConfig::end).toList();
    }

    /// Where an end of the graph is found; the calls of a graph inside are numbered from 1 there.
    private static List<Object> end(Reference end) {
        boolean isGraph =
                end.part().layer() instanceof Model inner && inner.isGraph() && !(inner instanceof Sequential);
        return List.of(end.part().name(), (long) end.call() + (isGraph ? 1 : 0), (long) end.index());
    }

    /// The object of a layer, with the shapes of the first of `calls` that is its.
    private static Map<String, @Nullable Object> layer(Layer layer, List<LayerCall> calls) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        if (!(Serialization.serialize(layer) instanceof Map<?, ?> written)) {
            throw new IllegalArgumentException(layer + " has no configuration");
        }
        written.forEach((key, value) -> object.put(String.valueOf(key), value));
        if (layer instanceof Model || UNBUILT.contains(layer.kerasName())) {
            return object;
        }
        calls.stream()
                .filter(call -> call.layer() == layer)
                .findFirst()
                .ifPresent(call -> object.put("build_config", shapes(layer, call.positional())));
        return object;
    }

    private static Map<String, @Nullable Object> shapes(Layer layer, List<Tensor> inputs) {
        var shapes = inputs.stream().map(x -> shape(x.type())).toList();
        if (ATTENTION.contains(layer.kerasName())) {
            var names = List.of("query_shape", "value_shape", "key_shape");
            var byName = new LinkedHashMap<String, @Nullable Object>();
            for (int i = 0; i < shapes.size(); i++) {
                byName.put(names.get(i), shapes.get(i));
            }
            return byName(byName);
        }
        if (SavedGraphs.isRecurrent(layer) && shapes.size() > 1) {
            var byName = new LinkedHashMap<String, @Nullable Object>();
            byName.put("sequences_shape", shapes.getFirst());
            byName.put("initial_state_shape", shapes.subList(1, shapes.size()));
            return byName(byName);
        }
        boolean isOne = shapes.size() == 1 || layer instanceof RNNCell;
        return inputShape(isOne ? shapes.getFirst() : shapes);
    }

    private static Map<String, @Nullable Object> byName(Map<String, @Nullable Object> shapes) {
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("shapes_dict", shapes);
        return config;
    }

    private static Map<String, @Nullable Object> inputShape(@Nullable Object shape) {
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("input_shape", shape);
        return config;
    }

    private static List<@Nullable Object> shape(TensorType type) {
        return shape(type.shape());
    }

    /// Sizes that are not known are null in files.
    private static List<@Nullable Object> shape(Shape shape) {
        var sizes = new ArrayList<@Nullable Object>();
        shape.dims().forEach(dim -> sizes.add(dim.isFixed() ? (Object) (long) dim.size() : null));
        return sizes;
    }
}
