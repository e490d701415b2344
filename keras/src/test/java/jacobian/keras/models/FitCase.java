package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.keras.callbacks.EarlyStopping;
import jacobian.keras.callbacks.LambdaCallback;
import jacobian.keras.data.Batch;
import jacobian.keras.data.Dataset;
import jacobian.keras.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A whole run of fit, evaluate and predict, compared with real Keras.
final class FitCase {
    private FitCase() {}

    static void check(JsonNode file) {
        var model = GoldenModels.model(file.get("config"));
        GoldenModels.setWeights(model, file.get("initial_weights"));
        GoldenModels.compile(model, file.get("compile"));
        var begun = new ArrayList<Integer>();
        var ended = new ArrayList<Integer>();
        var history = model.fit(dataset(model, file.get("data")), fit -> {
            set(fit, model, file);
            if (file.has("batches_begun")) {
                fit.callbacks(new LambdaCallback()
                        .onTrainBatchBegin(batch -> begun.add(Math.toIntExact(batch)))
                        .onTrainBatchEnd((batch, _) -> ended.add(Math.toIntExact(batch))));
            }
        });
        if (file.has("batches_begun")) {
            assertThat(begun).as("batches begun").isEqualTo(ints(file.get("batches_begun")));
            assertThat(ended).as("batches ended").isEqualTo(ints(file.get("batches_ended")));
        }
        assertThat(history.epochs()).isEqualTo(ints(file.get("epochs")));
        assertThat(history.history().keySet()).containsExactlyInAnyOrderElementsOf(keys(file.get("history")));
        history.history()
                .forEach((key, values) -> check(values, file.get("history").get(key), key));
        int i = 0;
        for (var expected : file.get("weights_after")) {
            Golden.check(
                    model.weights().get(i++), expected, expected.get("path").asString());
        }
        checkEvaluate(model, file);
        var outputs = model.predictAll(dataset(model, file.get("data")));
        for (int output = 0; output < outputs.size(); output++) {
            var key = model.outputNames().get(output);
            Golden.check(outputs.get(output), file.get("predict").get(key), "prediction of " + key);
        }
    }

    private static void checkEvaluate(Model model, JsonNode file) {
        var expected = file.get("evaluate");
        var logs = model.evaluate(dataset(model, file.get("data")));
        assertThat(logs.keySet()).containsExactlyInAnyOrderElementsOf(keys(expected.get("dict")));
        logs.forEach((key, value) -> check(List.of(value), expected.get("dict").get(key), key));
        if (!expected.get("list").isNull()) {
            check(List.copyOf(logs.values()), expected.get("list"), "evaluate in order");
        }
        assertThat(model.metricsNames())
                .isEqualTo(expected.get("metrics_names")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
    }

    private static List<Integer> ints(JsonNode list) {
        return list.valueStream().map(JsonNode::asInt).toList();
    }

    private static Dataset dataset(Model model, JsonNode data) {
        var inputs = GoldenModels.tensors(model.inputNames(), data.get("inputs"));
        var targets = GoldenModels.tensors(model.outputNames(), data.get("targets"));
        var weights = GoldenModels.tensors(model.outputNames(), data.path("sample_weights"));
        if (weights.size() < 2) {
            var dataset = Dataset.of(inputs, targets);
            return weights.isEmpty()
                    ? dataset
                    : dataset.sampleWeight(weights.get(0).floats());
        }
        var columns = new ArrayList<>(targets);
        columns.addAll(weights);
        int count = targets.size();
        return Dataset.of(inputs, columns)
                .map(batch -> Batch.of(
                        batch.inputs(),
                        batch.targets().subList(0, count),
                        batch.targets().subList(count, 2 * count)));
    }

    private static void set(FitOptions fit, Model model, JsonNode file) {
        file.get("fit").properties().forEach(entry -> set(fit, entry.getKey(), entry.getValue()));
        if (file.has("validation_data")) {
            fit.validation(dataset(model, file.get("validation_data")));
        }
        file.path("class_weight_of")
                .properties()
                .forEach(entry -> fit.classWeight(entry.getKey(), GoldenModels.weights(entry.getValue())));
        if (file.has("early_stopping")) {
            var stopping = file.get("early_stopping");
            fit.callbacks(new EarlyStopping()
                    .monitor(stopping.get("monitor").asString())
                    .patience(stopping.get("patience").asInt())
                    .restoreBestWeights(stopping.get("restore_best_weights").asBoolean()));
        }
    }

    private static void set(FitOptions fit, String key, JsonNode value) {
        switch (key) {
            case "batch_size" -> fit.batchSize(value.asInt());
            case "epochs" -> fit.epochs(value.asInt());
            case "initial_epoch" -> fit.initialEpoch(value.asInt());
            case "shuffle" -> fit.shuffle(value.asBoolean());
            case "validation_split" -> fit.validationSplit(value.asDouble());
            case "validation_batch_size" -> fit.validationBatchSize(value.asInt());
            case "validation_steps" -> fit.validationSteps(value.asLong());
            case "steps_per_epoch" -> fit.stepsPerEpoch(value.asLong());
            case "validation_freq" -> fit.validationFreq(value.asInt());
            case "class_weight" -> fit.classWeight(GoldenModels.weights(value));
            default -> throw new AssertionError("no option " + key);
        }
    }

    private static void check(List<Double> actual, JsonNode expected, String key) {
        var numbers = new ArrayList<JsonNode>();
        if (expected.isArray()) {
            expected.forEach(numbers::add);
        } else {
            numbers.add(expected);
        }
        Golden.check(
                actual.stream().mapToDouble(Double::doubleValue).toArray(),
                numbers.stream().mapToDouble(Golden::number).toArray(),
                key);
    }

    private static List<String> keys(JsonNode object) {
        return object.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }
}
