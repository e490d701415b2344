package jacobian.keras.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Options;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Weights and states of all optimizers, step by step, against real Keras.
class OptimizerGoldenTest {
    private static final JsonNode FILE = Golden.file("optimizers");

    static Stream<String> classes() {
        return FILE.get("cases")
                .valueStream()
                .map(each -> each.get("class").asString())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("classes")
    void weights_and_states_are_those_of_keras(String type) {
        for (var example : Golden.cases("optimizers", type)) {
            var optimizer = optimizer(example);
            var weights = FILE.get("variables")
                    .valueStream()
                    .map(each -> new Variable(each.get("path").asString().replace("dense/", ""), Golden.tensor(each)))
                    .toList();
            optimizer.build(weights);
            for (int step = 0; step < example.get("expected").size(); step++) {
                optimizer.apply(gradients(step));
                check(weights, example.get("expected").get(step), optimizer + " after step " + step);
            }
            checkState(optimizer, example);
            if (example.has("finalized")) {
                optimizer.finalizeVariableValues();
                check(weights, example.get("finalized"), optimizer + " at the end");
            }
        }
    }

    static Optimizer optimizer(JsonNode example) {
        var optimizer = Options.set(
                (FluentOptimizer<?>) Optimizers.of(example.get("class").asString()),
                example.get("args"),
                OptimizerGoldenTest::special);
        if (example.has("exclude_from_weight_decay")) {
            example.get("exclude_from_weight_decay")
                    .valueStream()
                    .forEach(part -> optimizer.excludeFromWeightDecay(part.asString()));
        }
        return optimizer;
    }

    /// The values that are neither numbers, truths nor names.
    private static Optional<Object> special(String key, JsonNode value) {
        return switch (key) {
            case "learning_rate" -> value.isObject() ? Optional.of(GoldenSchedules.of(value)) : Optional.empty();
            case "rms_rate" ->
                Optional.of(value.isNull() ? OptionalDouble.empty() : OptionalDouble.of(value.asDouble()));
            case "exclude_layers" ->
                Optional.of(value.valueStream().map(JsonNode::asString).toArray(String[]::new));
            default -> Optional.empty();
        };
    }

    private static List<Optional<Tensor>> gradients(int step) {
        return FILE.get("gradients")
                .get(step)
                .valueStream()
                .map(each -> Optional.of(Golden.tensor(each)))
                .toList();
    }

    static void check(List<Variable> weights, JsonNode expected, String description) {
        for (int i = 0; i < weights.size(); i++) {
            Golden.check(weights.get(i), expected.get(i), weights.get(i).name() + " of " + description);
        }
    }

    static void checkState(Optimizer optimizer, JsonNode example) {
        assertThat(optimizer.iterations()).isEqualTo(example.get("iterations").asLong());
        Golden.check(
                new double[] {optimizer.learningRate()},
                new double[] {Golden.number(example.get("learning_rate_after"))},
                "learning rate of " + optimizer);
        var expected = example.get("optimizer_variables_after");
        var variables = optimizer.variables();
        assertThat(variables)
                .as(optimizer.toString())
                .extracting(OptimizerVariable::name)
                .containsExactlyElementsOf(expected.valueStream()
                        .map(each -> each.get("name").asString())
                        .toList());
        for (int i = 0; i < variables.size(); i++) {
            Golden.check(
                    variables.get(i).tensor(), expected.get(i), variables.get(i).name() + " of " + optimizer);
        }
    }
}
