package jacobian.keras.regularizers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Variable;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Things;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class RegularizersTest {
    private static final JsonNode CASES = Golden.file("regularizers").get("cases");

    static Stream<Arguments> cases() {
        return IntStream.range(0, CASES.size())
                .mapToObj(i -> Arguments.of(i, thing(CASES.get(i)).toString()));
    }

    private static JsonNode thing(JsonNode file) {
        return file.has("class")
                ? file
                : JsonNodeFactory.instance.stringNode(file.get("string").asString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void penalty_and_gradient_are_those_of_keras(int index, String name) {
        var file = CASES.get(index);
        var regularizer = Things.regularizer(thing(file));
        var x = new Variable("x", Golden.tensor(file.get("x")));
        Golden.check(regularizer.apply(x.tensor()), file.get("expected"), "penalty");
        var gradients = Gradients.of(() -> regularizer.apply(x.tensor()), List.of(x));
        if (file.has("gradient")) {
            var actual = gradients.gradient(0).doubles();
            var expected = file.get("gradient")
                    .get("values")
                    .valueStream()
                    .mapToDouble(Golden::number)
                    .toArray();
            var values = x.doubles();
            for (int i = 0; i < values.length; i++) {
                // At 0 the absolute value has no gradient: JAX says 1, others 0.
                actual[i] = values[i] == 0 ? expected[i] : actual[i];
            }
            Golden.check(actual, expected, "gradient");
        }
    }

    @Test
    void negative_factors_are_refused() {
        assertThatThrownBy(() -> new L2(-1)).hasMessage("l2=-1.0: needs a number of 0 or more");
    }
}
