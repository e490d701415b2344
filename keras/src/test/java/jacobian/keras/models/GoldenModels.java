package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.keras.data.Batch;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Things;
import jacobian.keras.layers.Call;
import jacobian.keras.layers.FluentLayer;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.Normalization;
import jacobian.keras.losses.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Models from golden files: the graph, how it is compiled, its batches.
final class GoldenModels {
    private final JsonNode config;
    private final Map<String, Layer> layers = new LinkedHashMap<>();

    private GoldenModels(JsonNode config) {
        this.config = config;
    }

    static Model model(JsonNode config) {
        var made = new GoldenModels(config);
        return made.model();
    }

    private Model model() {
        var name = config.get("name").asString();
        if (config.get("kind").asString().equals("sequential")) {
            var model = new Sequential().name(name);
            config.get("nodes").forEach(node -> model.add(layer(node)));
            return model;
        }
        var tensors = new LinkedHashMap<String, TensorLike>();
        for (var node : config.get("nodes")) {
            if (node.has("op")) {
                var inputs = names(node.get("inputs")).map(tensors::get).toList();
                tensors.put(node.get("name").asString(), operation(node, inputs));
                continue;
            }
            var layer = layer(node);
            if (layer instanceof Input input) {
                tensors.put(node.get("name").asString(), input);
            } else {
                var inputs = names(node.get("inputs")).map(tensors::get).toList();
                var more = inputs.subList(1, inputs.size()).toArray(TensorLike[]::new);
                tensors.put(node.get("name").asString(), layer.apply(inputs.get(0), more));
            }
        }
        return new Model(
                        names(config.get("inputs")).map(tensors::get).toList(),
                        names(config.get("outputs")).map(tensors::get).toList())
                .name(name);
    }

    private Layer layer(JsonNode node) {
        if (node.has("shares")) {
            return layers.get(node.get("shares").asString());
        }
        var layer = made(node);
        if (layer instanceof FluentLayer<?> fluent) {
            fluent.name(node.get("name").asString());
        }
        if (node.has("adapt")) {
            ((Normalization) layer).adapt(Golden.tensor(node.get("adapt")));
        }
        layers.put(node.get("name").asString(), layer);
        return layer;
    }

    private static Layer made(JsonNode node) {
        if (node.has("model")) {
            var inner = model(node.get("model"));
            inner.setTrainable(node.path("trainable").asBoolean(true));
            return inner;
        }
        return node.get("layer").asString().equals("Observed")
                ? new Observed(node.path("args").path("factor").asDouble(0.1))
                : Things.layer(node.get("layer").asString(), node.path("args"));
    }

    /// What is computed between two layers.
    private static Tensor operation(JsonNode node, List<TensorLike> inputs) {
        var x = inputs.get(0).tensor();
        return switch (node.get("op").asString()) {
            case "add" -> x.add(inputs.get(1).tensor());
            case "subtract" -> x.subtract(inputs.get(1).tensor());
            case "scale" -> x.multiply(node.get("by").asDouble());
            case "shift" -> x.negative().add(node.get("by").asDouble());
            case "slice" -> x.range(1, node.get("from").asInt(), node.get("to").asInt());
            case "relu" -> x.relu();
            case "sum" -> x.sumKeep(-1);
            default -> throw new AssertionError("no operation " + node);
        };
    }

    /// The layer of the same name in tools/golden/oracle/model_builder.py.
    private static final class Observed extends FluentLayer<Observed> {
        private final double factor;

        Observed(double factor) {
            this.factor = factor;
        }

        @Override
        protected Tensor call(Tensor x, Call call) {
            call.addLoss(x.square().mean().multiply(factor));
            return x;
        }
    }

    private static java.util.stream.Stream<String> names(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asString);
    }

    static void compile(Model model, JsonNode compile) {
        model.compile(Things.optimizer(compile.get("optimizer")), options -> set(options, compile));
    }

    static CompileOptions options(JsonNode compile) {
        var options = new CompileOptions();
        set(options, compile);
        return options;
    }

    static void set(CompileOptions options, JsonNode compile) {
        compile.get("losses")
                .properties()
                .forEach(entry -> options.loss(entry.getKey(), Things.loss(entry.getValue())));
        if (compile.has("steps_per_execution")) {
            options.stepsPerExecution(compile.get("steps_per_execution").asInt());
        }
        compile.path("loss_weights")
                .properties()
                .forEach(entry ->
                        options.lossWeight(entry.getKey(), entry.getValue().asDouble()));
        compile.path("metrics")
                .properties()
                .forEach(entry -> options.metrics(entry.getKey(), measures(entry.getValue())));
        compile.path("weighted_metrics")
                .properties()
                .forEach(entry -> options.weightedMetrics(entry.getKey(), measures(entry.getValue())));
    }

    private static Measure[] measures(JsonNode list) {
        return list.valueStream().map(Things::measure).toArray(Measure[]::new);
    }

    static void setWeights(Model model, JsonNode weights) {
        model.setWeights(weights.valueStream().map(Golden::tensor).toList());
    }

    /// Inputs and targets by position, in the model's order.
    static Batch batch(Model model, JsonNode batch) {
        return Batch.of(
                tensors(model.inputNames(), batch.get("inputs")),
                tensors(model.outputNames(), batch.get("targets")),
                tensors(model.outputNames(), batch.path("sample_weights")));
    }

    static List<Tensor> tensors(List<String> names, JsonNode byName) {
        var tensors = new ArrayList<Tensor>();
        for (var name : names) {
            if (byName.has(name)) {
                tensors.add(Golden.tensor(byName.get(name)));
            }
        }
        return tensors;
    }

    static Map<Integer, Double> classWeight(JsonNode fit) {
        return weights(fit.path("class_weight"));
    }

    static Map<Integer, Double> weights(JsonNode byClass) {
        var weights = new LinkedHashMap<Integer, Double>();
        byClass.properties()
                .forEach(entry -> weights.put(
                        Integer.valueOf(entry.getKey()), entry.getValue().asDouble()));
        return weights;
    }
}
