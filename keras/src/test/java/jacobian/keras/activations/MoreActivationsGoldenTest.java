package jacobian.keras.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.golden.Golden;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// The activations beyond those of the first networks, with their parameters, against real Keras.
class MoreActivationsGoldenTest {
    private static final JsonNode CASES = Golden.file("pieces_more").get("activations");

    static Stream<Arguments> cases() {
        return IntStream.range(0, CASES.size())
                .mapToObj(i -> Arguments.of(
                        CASES.get(i).get("function").asString() + CASES.get(i).get("args"), CASES.get(i)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void values_and_gradients_are_those_of_keras(String name, JsonNode file) {
        var x = new Variable("x", Golden.tensor(file.get("x")));
        var cotangent = Golden.tensor(file.get("cotangent"));
        Golden.check(function(file, x.tensor()), file.get("expected"), "value");
        var gradients = Gradients.of(
                () -> function(file, x.tensor()).multiply(cotangent).sum(), List.of(x));
        Golden.check(gradients.gradient(0), file.get("gradient"), "gradient");
    }

    private static Tensor function(JsonNode file, Tensor x) {
        var args = file.get("args");
        var name = file.get("function").asString();
        if (args.isEmpty()) {
            return Activations.of(name).apply(x);
        }
        return switch (name) {
            case "elu" -> Activations.elu(x, args.get("alpha").asDouble());
            case "celu" -> Activations.celu(x, args.get("alpha").asDouble());
            case "squareplus" -> Activations.squareplus(x, args.get("b").asDouble());
            case "soft_shrink" ->
                Activations.softShrink(x, args.get("threshold").asDouble());
            case "hard_shrink" ->
                Activations.hardShrink(x, args.get("threshold").asDouble());
            case "threshold" ->
                Activations.threshold(
                        x,
                        args.get("threshold").asDouble(),
                        args.get("default_value").asDouble());
            case "glu" -> Activations.glu(x, args.get("axis").asInt());
            case "log_softmax" -> x.logSoftmax(args.get("axis").asInt());
            case "sparsemax" -> Activations.sparsemax(x, args.get("axis").asInt());
            default -> throw new AssertionError("no parameters of " + name);
        };
    }

    @Test
    void swish_and_hard_swish_are_other_names() {
        assertThat(Activations.of("swish")).isEqualTo(Activations.SILU);
        assertThat(Activations.of("hard_swish")).isEqualTo(Activations.HARD_SILU);
    }

    @Test
    void an_odd_axis_has_no_halves() {
        assertThatThrownBy(() -> Activations.GLU.apply(Tensor.ones(Shape.of(2, 3))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("needs an even size");
    }
}
