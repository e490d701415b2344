package jacobian.keras.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.golden.Golden;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Weights of one to three axes and states under the optimizers beyond SGD, RMSprop and Adam, against real Keras.
class MoreOptimizersGoldenTest {
    private static final JsonNode FILE = Golden.file("optimizers_more");

    static Stream<Arguments> cases() {
        var cases = FILE.get("cases");
        return IntStream.range(0, cases.size())
                .mapToObj(i -> Arguments.of(
                        cases.get(i).get("class").asString() + cases.get(i).get("args"), cases.get(i)));
    }

    static Stream<Arguments> classes() {
        return FILE.get("defaults").properties().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void weights_and_states_are_those_of_keras(String name, JsonNode example) {
        var optimizer = OptimizerGoldenTest.optimizer(example);
        var weights = FILE.get("variables")
                .valueStream()
                .map(each -> new Variable(each.get("path").asString(), Golden.tensor(each)))
                .toList();
        optimizer.build(weights);
        for (int step = 1; step <= FILE.get("gradients").size(); step++) {
            optimizer.apply(gradients(step));
            for (var shown : example.get("expected")) {
                if (shown.get("step").asInt() == step) {
                    OptimizerGoldenTest.check(weights, shown.get("weights"), optimizer + " after step " + step);
                }
            }
        }
        OptimizerGoldenTest.checkState(optimizer, example);
        if (example.has("finalized")) {
            optimizer.finalizeVariableValues();
            OptimizerGoldenTest.check(weights, example.get("finalized"), optimizer + " at the end");
        }
    }

    private static List<Optional<Tensor>> gradients(int step) {
        return FILE.get("gradients")
                .get(step - 1)
                .valueStream()
                .map(each -> Optional.of(Golden.tensor(each)))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classes")
    void defaults_are_those_of_keras(String name, JsonNode defaults) {
        var config = Optimizers.of(name).config();
        defaults.properties().forEach(each -> {
            var value = config.get(each.getKey());
            if (each.getValue().isNull()) {
                assertThat(value).as(each.getKey()).isNull();
            } else if (value instanceof Number number) {
                assertThat(number.floatValue()).as(each.getKey()).isEqualTo((float)
                        each.getValue().asDouble());
            } else if (value instanceof Boolean bool) {
                assertThat(bool).as(each.getKey()).isEqualTo(each.getValue().asBoolean());
            } else {
                assertThat(config).containsKey(each.getKey());
            }
        });
    }
}
