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
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Recurrent layers, cells and wrappers against real Keras: all results, gradients by inputs and weights, kept
/// states.
class RecurrentGoldenTest {
    private static final Map<String, JsonNode> FILES = Stream.of(
                    "layers_recurrent", "layers_recurrent_more", "layers_conv_lstm", "layers_conv_lstm_3d")
            .collect(Collectors.toMap(name -> name, Golden::file));

    static Stream<Arguments> cases() {
        return FILES.keySet().stream().sorted().flatMap(name -> named(name, "cases"));
    }

    static Stream<Arguments> stateful() {
        return named("layers_recurrent", "stateful");
    }

    private static Stream<Arguments> named(String file, String family) {
        var cases = FILES.get(file).get(family);
        return IntStream.range(0, cases.size()).mapToObj(i -> {
            var each = cases.get(i);
            var mask = each.has("mask") ? " masked" : "";
            return Arguments.of(file, i, each.get("layer").asString() + each.get("args") + mask);
        });
    }

    private static Layer built(JsonNode file, List<Tensor> inputs) {
        var layer = RecurrentThings.layer(file.get("layer").asString(), file.get("args"));
        layer.ensureBuilt(inputs.stream().map(Tensor::type).toList());
        // The layers inside a wrapper are built by the first call.
        layer.applyAll(inputs);
        LayerCase.checkFirst(layer, file);
        layer.setWeights(file.get("weights").valueStream().map(Golden::tensor).toList());
        return layer;
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void layer_does_what_it_does_in_keras(String from, int index, String name) {
        var file = FILES.get(from).get("cases").get(index);
        var inputs = file.get("inputs").valueStream().map(Golden::tensor).toList();
        var layer = built(file, inputs);
        assertThat(layer.countParams()).isEqualTo(file.get("params").asLong());
        assertThat(layer.weights().stream().map(RecurrentGoldenTest::lastName))
                .isEqualTo(file.get("weights")
                        .valueStream()
                        .map(each -> each.get("name").asString())
                        .toList());
        checkPaths(layer, file);
        var mode = file.get("training").asBoolean() ? Mode.TRAINING : Mode.INFERENCE;
        check(layer, mode, inputs, file);
    }

    /// Paths as in Keras, where the layer is called "it".
    private static void checkPaths(Layer layer, JsonNode file) {
        for (int i = 0; i < file.get("weights").size(); i++) {
            var path = file.get("weights").get(i).path("path").asString("");
            if (!path.isEmpty()) {
                assertThat(layer.weights().get(i).name().replaceFirst("^[^/]+", "it"))
                        .isEqualTo(path);
            }
        }
    }

    private static String lastName(Variable weight) {
        return weight.name().substring(weight.name().lastIndexOf('/') + 1);
    }

    private static void check(Layer layer, Mode mode, List<Tensor> inputs, JsonNode file) {
        var sources = new ArrayList<Variable>();
        for (var input : inputs) {
            sources.add(new Variable("input_" + sources.size(), input));
        }
        reset(layer);
        var results = results(layer, mode, sources, file);
        if (file.has("losses")) {
            double sum = layer.losses().stream().mapToDouble(Tensor::item).sum();
            Golden.check(new double[] {sum}, new double[] {Golden.number(file.get("losses"))}, "losses");
        }
        assertThat(results).hasSize(file.get("outputs").size());
        for (int i = 0; i < results.size(); i++) {
            Golden.check(results.get(i), file.get("outputs").get(i), "result " + i);
        }
        var variables = new ArrayList<>(sources);
        variables.addAll(layer.trainableWeights());
        results.forEach(Tensor::buffer);
        reset(layer);
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

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("stateful")
    void states_are_kept_and_reset_as_in_keras(String from, int index, String name) {
        var file = FILES.get(from).get("stateful").get(index);
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
            case SequenceLayer<?> sequence -> sequence.resetState();
            case Bidirectional both -> both.resetState();
            default -> {}
        }
    }
}
