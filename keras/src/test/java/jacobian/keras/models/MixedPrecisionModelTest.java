package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import jacobian.keras.golden.Golden;
import jacobian.keras.layers.Mode;
import jacobian.keras.optimizers.LossScaleOptimizer;
import jacobian.keras.optimizers.Optimizer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Networks that real Keras has trained for five steps under a policy of 16 bits.
class MixedPrecisionModelTest {
    private static final JsonNode MODELS = Golden.file("mixed_precision").get("models");

    static Stream<Arguments> models() {
        return IntStream.range(0, MODELS.size())
                .mapToObj(i -> Arguments.of(
                        i,
                        MODELS.get(i).get("policy").asString() + " "
                                + MODELS.get(i).get("model").asString()));
    }

    @AfterEach
    void restore() {
        Config.setDtypePolicy("float32");
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("models")
    void training_follows_keras(int index, String name) {
        var file = MODELS.get(index);
        var model = compiled(file);
        double tolerance = file.get("tolerance").asDouble();
        var inputs = GoldenModels.tensors(
                model.inputNames(), file.get("batches").get(0).get("inputs"));
        var output = model.applyAll(Mode.INFERENCE, inputs).get(0);
        Golden.check(output, file.get("forward_inference").get("y"), tolerance, "inference");
        int step = 0;
        for (var batch : file.get("batches")) {
            var logs = model.trainOnBatch(GoldenModels.batch(model, batch));
            var expected = file.get("steps").get(step++).get("logs");
            assertThat(logs).hasSize(expected.size());
            assertThat(logs.get("loss"))
                    .as("loss of step " + step)
                    .isCloseTo(Golden.number(expected.get("loss")), within(tolerance, expected.get("loss")));
        }
        int i = 0;
        for (var expected : file.get("weights_after")) {
            Golden.check(
                    model.weights().get(i++).tensor(),
                    expected,
                    tolerance,
                    expected.get("path").asString());
        }
        if (file.has("dynamic_scale_after")) {
            assertThat(scale(model)).isEqualTo(file.get("dynamic_scale_after").asDouble());
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double tolerance, JsonNode expected) {
        return org.assertj.core.data.Offset.offset(tolerance * Math.max(0.1, Math.abs(Golden.number(expected))));
    }

    private static Model compiled(JsonNode file) {
        Config.setDtypePolicy(file.get("policy").asString());
        var model = GoldenModels.model(file.get("config"));
        GoldenModels.setWeights(model, file.get("initial_weights"));
        assertThat(model.weights()).allMatch(weight -> weight.dtype() == DType.FLOAT32);
        GoldenModels.compile(model, file.get("compile"));
        if (file.has("initial_scale")) {
            var inner = ((LossScaleOptimizer) model.optimizer()).innerOptimizer();
            Optimizer scaled = new LossScaleOptimizer(inner)
                    .initialScale(file.get("initial_scale").asDouble());
            model.compile(scaled, options -> GoldenModels.set(options, file.get("compile")));
        }
        return model;
    }

    private static double scale(Model model) {
        Tensor scale = model.optimizer().variables().stream()
                .filter(each -> each.name().equals("dynamic_scale"))
                .findFirst()
                .orElseThrow()
                .tensor();
        return scale.item();
    }
}
