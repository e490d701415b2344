package jacobian.keras.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.golden.Golden;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ActivationsTest {
    private static final JsonNode CASES = Golden.file("activations").get("cases");

    static Stream<Arguments> cases() {
        return IntStream.range(0, CASES.size())
                .mapToObj(i -> Arguments.of(
                        i,
                        CASES.get(i).get("function").asString() + CASES.get(i).get("args")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void values_and_gradients_are_those_of_keras(int index, String name) {
        var file = CASES.get(index);
        var x = new Variable("x", Golden.tensor(file.get("x")));
        var cotangent = Golden.tensor(file.get("cotangent"));
        Golden.check(function(file, x.tensor()), file.get("expected"), "value");
        var gradients = Gradients.of(
                () -> function(file, x.tensor()).multiply(cotangent).sum(), List.of(x));
        Golden.check(gradients.gradient(0), file.get("gradient"), "gradient");
    }

    private static Tensor function(JsonNode file, Tensor x) {
        var args = file.get("args");
        double slope = args.path("negative_slope").asDouble(0);
        return switch (file.get("function").asString()) {
            case "relu" -> {
                var limit = args.has("max_value")
                        ? OptionalDouble.of(args.get("max_value").asDouble())
                        : OptionalDouble.empty();
                yield Activations.relu(x, slope, limit, args.path("threshold").asDouble(0));
            }
            case "leaky_relu" -> Activations.leakyRelu(x, args.has("negative_slope") ? slope : 0.2);
            case "gelu" -> Activations.gelu(x, args.path("approximate").asBoolean(false));
            case "softmax" -> {
                var axis = args.path("axis");
                yield axis.isArray()
                        ? Activations.softmax(
                                x, axis.valueStream().mapToInt(JsonNode::asInt).toArray())
                        : Activations.softmax(x, axis.asInt(-1));
            }
            default -> Activations.of(file.get("function").asString()).apply(x);
        };
    }

    @Test
    void step_is_one_above_zero_and_has_no_gradient() {
        var x = new Variable("x", Tensor.of(-1.0, 0.0, 0.5));
        assertThat(Activations.STEP.apply(x.tensor()).floats()).containsExactly(0, 0, 1);
        var gradients = Gradients.of(() -> Activations.STEP.apply(x.tensor()).sum(), List.of(x));
        assertThat(gradients.gradient(0).floats()).containsExactly(0, 0, 0);
    }

    @Test
    void unknown_names_are_refused_with_all_known_ones() {
        assertThatThrownBy(() -> Activations.of("rely"))
                .hasMessageStartingWith("no activation is called \"rely\": closest are \"relu\", \"gelu\" or \"relu6\";"
                        + " use one of [linear, relu, leaky_relu, sigmoid, ")
                .hasMessageEndingWith(", step], or a lambda");
    }
}
