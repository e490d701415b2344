package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.keras.callbacks.EarlyStopping;
import jacobian.keras.data.Batch;
import jacobian.keras.data.Dataset;
import jacobian.keras.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Whole runs of fit, evaluate and predict against real Keras.
class FitGoldenTest {
    private static final JsonNode CASES = Golden.file("fit").get("cases");

    static Stream<Arguments> cases() {
        return IntStream.range(0, CASES.size())
                .mapToObj(i -> Arguments.of(i, CASES.get(i).get("name").asString()));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("cases")
    void a_run_gives_the_numbers_of_keras(int index, String name) {
        var file = CASES.get(index);
        var model = GoldenModels.model(file.get("config"));
        GoldenModels.setWeights(model, file.get("initial_weights"));
        GoldenModels.compile(model, file.get("compile"));
        var history = model.fit(dataset(model, file.get("data")), fit -> set(fit, model, file));
        assertThat(history.epochs())
                .isEqualTo(file.get("epochs").valueStream().map(JsonNode::asInt).toList());
        assertThat(history.history().keySet()).containsExactlyInAnyOrderElementsOf(keys(file.get("history")));
        history.history()
                .forEach((key, values) -> check(values, file.get("history").get(key), key));
        int i = 0;
        for (var expected : file.get("weights_after")) {
            Golden.check(
                    model.weights().get(i++), expected, expected.get("path").asString());
        }
        var logs = model.evaluate(dataset(model, file.get("data")));
        assertThat(logs.keySet())
                .containsExactlyInAnyOrderElementsOf(keys(file.get("evaluate").get("dict")));
        logs.forEach((key, value) ->
                check(List.of(value), file.get("evaluate").get("dict").get(key), key));
        if (!file.get("evaluate").get("list").isNull()) {
            check(List.copyOf(logs.values()), file.get("evaluate").get("list"), "evaluate in order");
        }
        var outputs = model.predictAll(dataset(model, file.get("data")));
        for (int output = 0; output < outputs.size(); output++) {
            var key = model.outputNames().get(output);
            Golden.check(outputs.get(output), file.get("predict").get(key), "prediction of " + key);
        }
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
