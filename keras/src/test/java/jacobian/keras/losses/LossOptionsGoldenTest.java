package jacobian.keras.losses;

import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Options;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Every loss under every reduction, a mask, an axis and in float64, and the functions of losses, against real
/// Keras.
class LossOptionsGoldenTest {
    static Stream<String> classes() {
        return names("cases", "class");
    }

    static Stream<String> functions() {
        return names("functions", "function");
    }

    private static Stream<String> names(String list, String key) {
        return Golden.file("losses_options")
                .get(list)
                .valueStream()
                .map(each -> each.get(key).asString())
                .distinct();
    }

    private static Stream<JsonNode> cases(String list, String key, String name) {
        return Golden.file("losses_options")
                .get(list)
                .valueStream()
                .filter(each -> each.get(key).asString().equals(name));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void value_and_gradient_are_those_of_keras(String type) {
        cases("cases", "class", type).forEach(example -> {
            var loss = options(type, example.get("args"));
            check(example, yPred -> {
                var weighting = new Weighting(Golden.find(example, "sample_weight"), Golden.find(example, "mask"));
                return loss.apply(Golden.tensor(example.get("y_true")), yPred, weighting);
            });
        });
    }

    @ParameterizedTest
    @MethodSource("functions")
    void function_is_the_call_of_a_loss(String function) {
        cases("functions", "function", function).forEach(example -> {
            var args = example.get("args");
            var rest = ((ObjectNode) args).deepCopy();
            rest.remove("ref_labels");
            rest.remove("ref_embeddings");
            var loss = options(function, rest);
            var yTrue = Golden.tensor(example.get("y_true"));
            check(
                    example,
                    yPred -> args.has("ref_labels")
                            ? ((Circle) loss)
                                    .call(
                                            yTrue,
                                            yPred,
                                            Golden.tensor(args.get("ref_labels")),
                                            Golden.tensor(args.get("ref_embeddings")))
                            : loss.call(yTrue.cast(yPred.dtype()), yPred));
        });
    }

    private static void check(JsonNode example, UnaryOperator<Tensor> loss) {
        var name = example.path("class").asString("") + example.path("function").asString("") + example.get("args");
        var yPred = Golden.tensor(example.get("y_pred"));
        Golden.check(loss.apply(yPred), example.get("expected"), name);
        var gradient = Gradients.of(each -> loss.apply(each).sum(), yPred);
        Golden.check(gradient, example.get("gradient"), "gradient of " + name);
    }

    private static Loss options(String type, JsonNode args) {
        return Options.set(Losses.of(type), args, LossOptionsGoldenTest::special);
    }

    private static Optional<Object> special(String key, JsonNode value) {
        return key.equals("dtype") ? Optional.of(jacobian.engine.shape.DType.of(value.asString())) : Optional.empty();
    }
}
