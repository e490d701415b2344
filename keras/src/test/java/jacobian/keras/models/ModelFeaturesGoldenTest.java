package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Variable;
import jacobian.keras.golden.Golden;
import jacobian.keras.layers.Layer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Models inside models, shared, frozen, with arithmetic between layers, several outputs and added losses
/// against real
/// Keras; clones and summaries of nested models.
class ModelFeaturesGoldenTest {
    private static final JsonNode FILE = Golden.file("models_features");

    private static Stream<Arguments> of(String part) {
        var all = FILE.get(part);
        return IntStream.range(0, all.size()).mapToObj(i -> Arguments.of(i, name(all.get(i))));
    }

    private static String name(JsonNode each) {
        return each.has("name")
                ? each.get("name").asString()
                : each.get("config").get("name").asString();
    }

    static Stream<Arguments> cases() {
        return of("cases");
    }

    static Stream<Arguments> clones() {
        return of("clones");
    }

    static Stream<Arguments> summaries() {
        return of("summaries");
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("cases")
    void results_are_those_of_keras(int index, String name) {
        ModelCase.checkResults(FILE.get("cases").get(index));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("cases")
    void loss_and_gradients_are_those_of_keras(int index, String name) {
        ModelCase.checkGradients(FILE.get("cases").get(index));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("cases")
    void five_steps_end_with_the_weights_of_keras(int index, String name) {
        ModelCase.checkSteps(FILE.get("cases").get(index));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("clones")
    void a_clone_has_the_layers_and_weights_of_kerass_clone(int index, String name) {
        var expected = FILE.get("clones").get(index);
        var clone = Model.cloneModel(GoldenModels.model(expected.get("config")));
        assertThat(clone.name()).isEqualTo(expected.get("name").asString());
        var layers = expected.get("layers").valueStream().toList();
        assertThat(clone.layers().stream().map(Layer::name))
                .containsExactlyElementsOf(
                        layers.stream().map(each -> each.get("name").asString()).toList());
        assertThat(clone.layers().stream().map(Layer::kerasName))
                .containsExactlyElementsOf(layers.stream()
                        .map(each -> each.get("class").asString())
                        .toList());
        assertThat(clone.layers().stream().map(Layer::isTrainable))
                .containsExactlyElementsOf(layers.stream()
                        .map(each -> each.get("trainable").asBoolean())
                        .toList());
        assertThat(paths(clone.weights())).isEqualTo(strings(expected.get("weights")));
        assertThat(paths(clone.trainableWeights())).isEqualTo(strings(expected.get("trainable")));
    }

    private static List<String> paths(List<Variable> weights) {
        return weights.stream().map(Variable::name).toList();
    }

    private static List<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("summaries")
    void the_summary_is_that_of_keras(int index, String name) {
        var expected = FILE.get("summaries").get(index);
        var given = expected.get("options");
        var summary = GoldenModels.model(expected.get("config")).summary(options -> {
            options.columns(80)
                    .expandNested(given.path("expand_nested").asBoolean(false))
                    .showTrainable(given.path("show_trainable").asBoolean(false));
            if (given.has("layer_range")) {
                options.layerRange(
                        given.get("layer_range").get(0).asString(),
                        given.get("layer_range").get(1).asString());
            }
        });
        assertThat(summary).isEqualTo(String.join("\n", strings(expected.get("lines"))) + "\n");
    }
}
