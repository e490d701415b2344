package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Things;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Flatten;
import jacobian.keras.losses.MeanSquaredError;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SummaryTest {
    private static final JsonNode CASES = Golden.file("fit").get("summaries");

    static Stream<Arguments> cases() {
        return IntStream.range(0, CASES.size())
                .mapToObj(i -> Arguments.of(i, CASES.get(i).get("name").asString()));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("cases")
    void the_table_is_that_of_keras(int index, String name) {
        var file = CASES.get(index);
        var model = GoldenModels.model(file.get("config"));
        if (!file.get("optimizer").isNull()) {
            var optimizer = Things.optimizer(file.get("optimizer"));
            model.compile(optimizer, new MeanSquaredError());
            optimizer.build(model.trainableWeights());
        }
        var summary = model.summary(options -> {
            options.columns(80).showTrainable(file.get("show_trainable").asBoolean());
            if (!file.get("line_length").isNull()) {
                options.lineLength(file.get("line_length").asInt());
            }
        });
        var lines = file.get("lines").valueStream().map(JsonNode::asString).toList();
        assertThat(summary).isEqualTo(String.join("\n", lines) + "\n");
    }

    @Test
    void layers_without_weights_yet_are_marked() {
        var model = new Sequential(new Dense(3).name("a")).name("late");
        assertThat(model.summary(options -> options.columns(80))).contains("│ a (Dense)", "│ ?", "0 (unbuilt)");
        model.apply(Tensor.ones(Shape.of(2, 4)));
        assertThat(model.summary(options -> options.columns(80))).contains("(None, 3)", "15");
    }

    @Test
    void models_inside_are_listed_when_asked() {
        var inner = new Sequential(new Flatten().name("flat"), new Dense(2).name("two")).name("inner");
        var model = new Sequential(inner).name("outer");
        model.apply(Tensor.ones(Shape.of(1, 3)));
        assertThat(model.summary(options -> options.expandNested(true))).contains("│    └ two (Dense)");
    }
}
