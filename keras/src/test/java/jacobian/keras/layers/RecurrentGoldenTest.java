package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.engine.tensor.Variable;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.RecurrentThings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Recurrent layers, cells and wrappers against real Keras: all results, gradients by inputs and weights, kept
/// states.
class RecurrentGoldenTest {
    private static final JsonNode FILE = Golden.file("layers_recurrent");

    static Stream<Arguments> cases() {
        return named("cases");
    }

    static Stream<Arguments> stateful() {
        return named("stateful");
    }

    private static Stream<Arguments> named(String family) {
        var cases = FILE.get(family);
        return IntStream.range(0, cases.size()).mapToObj(i -> {
            var each = cases.get(i);
            var mask = each.has("mask") ? " masked" : "";
            return Arguments.of(i, each.get("layer").asString() + each.get("args") + mask);
        });
    }

    private static Layer built(JsonNode file, List<Tensor> inputs) {
        var layer = RecurrentThings.layer(file.get("layer").asString(), file.get("args"));
        layer.ensureBuilt(inputs.stream().map(Tensor::type).toList());
        // The layers inside a wrapper are built by the first call.
        layer.applyAll(inputs);
        layer.setWeights(file.get("weights").valueStream().map(Golden::tensor).toList());
        return layer;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void layer_does_what_it_does_in_keras(int index, String name) {
        var file = FILE.get("cases").get(index);
        var inputs = file.get("inputs").valueStream().map(Golden::tensor).toList();
        var layer = built(file, inputs);
        assertThat(layer.countParams()).isEqualTo(file.get("params").asLong());
        assertThat(layer.weights().stream().map(RecurrentGoldenTest::lastName))
                .isEqualTo(file.get("weights")
                        .valueStream()
                        .map(each -> each.get("name").asString())
                        .toList());
        var mode = file.get("training").asBoolean() ? Mode.TRAINING : Mode.INFERENCE;
        check(layer, mode, inputs, file);
    }

    private static String lastName(Variable weight) {
        return weight.name().substring(weight.name().lastIndexOf('/') + 1);
    }

    private static void check(Layer layer, Mode mode, List<Tensor> inputs, JsonNode file) {
        var sources = new ArrayList<Variable>();
        for (var input : inputs) {
            sources.add(new Variable("input_" + sources.size(), input));
        }
        var results = results(layer, mode, sources, file);
        assertThat(results).hasSize(file.get("outputs").size());
        for (int i = 0; i < results.size(); i++) {
            Golden.check(results.get(i), file.get("outputs").get(i), "result " + i);
        }
        var variables = new ArrayList<>(sources);
        variables.addAll(layer.trainableWeights());
        var gradients = Gradients.of(() -> weighed(results(layer, mode, sources, file), file), variables);
        var expected = new ArrayList<JsonNode>();
        file.get("input_gradients").forEach(expected::add);
        file.get("weight_gradients").forEach(expected::add);
        assertThat(expected).hasSameSizeAs(variables);
        for (int i = 0; i < expected.size(); i++) {
            Golden.check(
                    gradients.gradient(i),
                    expected.get(i),
                    "gradient of " + variables.get(i).name());
        }
    }

    private static Tensor weighed(List<Tensor> results, JsonNode file) {
        var sum = Tensor.scalar(0);
        for (int i = 0; i < results.size(); i++) {
            var cotangent = Golden.tensor(file.get("cotangents").get(i));
            sum = sum.add(results.get(i).multiply(cotangent).sum());
        }
        return sum;
    }

    private static List<Tensor> results(Layer layer, Mode mode, List<? extends TensorLike> sources, JsonNode file) {
        var inputs = sources.stream().map(TensorLike::tensor).toList();
        Golden.find(file, "mask").ifPresent(mask -> Masks.with(inputs.get(0), mask));
        return layer.applyAll(mode, inputs);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("stateful")
    void states_are_kept_and_reset_as_in_keras(int index, String name) {
        var file = FILE.get("stateful").get(index);
        var inputs = file.get("inputs").valueStream().map(Golden::tensor).toList();
        var layer = built(file, inputs.subList(0, 1));
        reset(layer);
        for (int i = 0; i < inputs.size(); i++) {
            if (i == 2) {
                reset(layer);
            }
            var results = layer.applyAll(inputs.subList(i, i + 1));
            for (int j = 0; j < results.size(); j++) {
                Golden.check(results.get(j), file.get("outputs").get(i).get(j), "result " + j + " of call " + i);
            }
        }
    }

    private static void reset(Layer layer) {
        switch (layer) {
            case RecurrentLayer<?> recurrent -> recurrent.resetState();
            case RNN rnn -> rnn.resetState();
            case Bidirectional both -> both.resetState();
            default -> throw new AssertionError(layer);
        }
    }
}
