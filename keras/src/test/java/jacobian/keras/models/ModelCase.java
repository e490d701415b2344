package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.golden.Golden;
import jacobian.keras.layers.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What is compared of a network that real Keras has trained: results, loss, gradients, weights.
final class ModelCase {
    private ModelCase() {}

    static void checkResults(JsonNode file) {
        var model = GoldenModels.model(file.get("config"));
        assertThat(paths(model)).isEqualTo(paths(file.get("initial_weights")));
        GoldenModels.setWeights(model, file.get("initial_weights"));
        var inputs = GoldenModels.tensors(
                model.inputNames(), file.get("batches").get(0).get("inputs"));
        check(model, model.applyAll(Mode.INFERENCE, inputs), file.get("forward_inference"), "inference");
        if (file.has("forward_training")) {
            check(model, model.applyAll(Mode.TRAINING, inputs), file.get("forward_training"), "training");
        }
    }

    static void checkGradients(JsonNode file) {
        if (!file.has("gradients")) {
            return;
        }
        var model = compiled(file);
        var batch = GoldenModels.batch(model, file.get("batches").get(0));
        var trainer = model.trainer();
        trainer.prepare(batch);
        var gradients = Gradients.of(
                () -> trainer.loss(batch, ClassWeights.of(GoldenModels.classWeight(file.get("fit")))),
                model.trainableWeights());
        Golden.check(new double[] {gradients.loss().item()}, new double[] {Golden.number(file.get("loss"))}, "loss");
        int i = 0;
        for (var expected : file.get("gradients")) {
            Golden.check(
                    gradients.gradient(i++),
                    expected,
                    "gradient of " + expected.get("path").asString());
        }
    }

    static void checkSteps(JsonNode file) {
        if (!file.has("steps")) {
            return;
        }
        var model = compiled(file);
        int step = 0;
        for (var batch : file.get("batches")) {
            var logs = model.trainOnBatch(GoldenModels.batch(model, batch), GoldenModels.classWeight(file.get("fit")));
            checkLogs(logs, file.get("steps").get(step).get("logs"), "step " + step);
            step++;
        }
        int i = 0;
        for (var expected : file.get("weights_after")) {
            Golden.check(
                    model.weights().get(i++), expected, expected.get("path").asString());
        }
        var inputs = GoldenModels.tensors(
                model.inputNames(), file.get("batches").get(0).get("inputs"));
        check(model, model.applyAll(Mode.INFERENCE, inputs), file.get("forward_inference_after"), "inference after");
        var logs =
                model.testOnBatch(GoldenModels.batch(model, file.get("batches").get(0)));
        checkLogs(logs, file.get("test_on_batch_after"), "test");
    }

    private static Model compiled(JsonNode file) {
        var model = GoldenModels.model(file.get("config"));
        GoldenModels.setWeights(model, file.get("initial_weights"));
        GoldenModels.compile(model, file.get("compile"));
        return model;
    }

    private static List<String> paths(Model model) {
        return model.weights().stream().map(weight -> weight.name()).toList();
    }

    private static List<String> paths(JsonNode weights) {
        return weights.valueStream().map(each -> each.get("path").asString()).toList();
    }

    private static void check(Model model, List<Tensor> outputs, JsonNode expected, String when) {
        for (int i = 0; i < outputs.size(); i++) {
            var name = model.outputNames().get(i);
            Golden.check(outputs.get(i), expected.get(name), name + " in " + when);
        }
    }

    private static void checkLogs(Map<String, Double> logs, JsonNode expected, String when) {
        var names = new ArrayList<String>();
        expected.properties().forEach(entry -> names.add(entry.getKey()));
        assertThat(logs.keySet()).as("logs of " + when).containsExactlyInAnyOrderElementsOf(names);
        expected.properties()
                .forEach(entry -> Golden.check(
                        new double[] {logs.get(entry.getKey())},
                        new double[] {Golden.number(entry.getValue())},
                        entry.getKey() + " of " + when));
    }
}
