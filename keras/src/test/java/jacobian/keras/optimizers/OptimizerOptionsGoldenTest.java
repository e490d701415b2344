package jacobian.keras.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.activations.Activations;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Options;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Sequential;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Options of optimizers that the other golden tests leave out, maps of several optimizers, and a training run of
/// twenty steps of each, against real Keras.
class OptimizerOptionsGoldenTest {
    private static final JsonNode FILE = Golden.file("optimizers_options");

    /// Of the largest magnitude of a weight, after twenty steps.
    private static final double TOLERANCE_OF_RUNS = 1e-4;

    static Stream<Arguments> cases() {
        return list("cases");
    }

    static Stream<Arguments> maps() {
        return list("maps");
    }

    static Stream<Arguments> runs() {
        return list("runs");
    }

    private static Stream<Arguments> list(String name) {
        return FILE.get(name)
                .valueStream()
                .map(each -> Arguments.of(each.get("class").asString() + each.get("args"), each));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void weights_and_states_are_those_of_keras(String name, JsonNode example) {
        var optimizer = OptimizerGoldenTest.optimizer(example);
        take(optimizer, example, name);
        OptimizerGoldenTest.checkState(optimizer, example);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("maps")
    void each_weight_goes_the_way_of_its_optimizer(String name, JsonNode example) {
        var optimizer = several(example.get("args"));
        take(optimizer, example, name);
        assertThat(optimizer.iterations()).isEqualTo(example.get("iterations").asLong());
    }

    private static void take(Optimizer optimizer, JsonNode example, String name) {
        var weights = FILE.get("variables")
                .valueStream()
                .map(each -> new Variable(each.get("path").asString(), Golden.tensor(each)))
                .toList();
        optimizer.build(weights);
        for (int step = 1; step <= FILE.get("gradients").size(); step++) {
            optimizer.apply(FILE.get("gradients")
                    .get(step - 1)
                    .valueStream()
                    .map(each -> Optional.of(Golden.tensor(each)))
                    .toList());
            for (var shown : example.get("expected")) {
                if (shown.get("step").asInt() == step) {
                    OptimizerGoldenTest.check(weights, shown.get("weights"), name + " after step " + step);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void twenty_steps_follow_the_weights_of_keras(String name, JsonNode example) {
        var model = new Sequential(
                new Input(3), new Dense(5).activation(Activations.TANH).name("hidden"), new Dense(2).name("result"));
        model.setWeights(
                FILE.get("initial_weights").valueStream().map(Golden::tensor).toList());
        model.compile(optimizer(example), new MeanSquaredError());
        var batches = FILE.get("batches");
        for (int step = 1; step <= batches.size(); step++) {
            var batch = batches.get(step - 1);
            var logs = model.trainOnBatch(Golden.tensor(batch.get("x")), Golden.tensor(batch.get("y")));
            double loss = Golden.number(example.get("losses").get(step - 1));
            assertThat(logs.get("loss")).isCloseTo(loss, within(TOLERANCE_OF_RUNS * Math.max(1, loss)));
            for (var shown : example.get("expected")) {
                if (shown.get("step").asInt() == step) {
                    checkRun(model.getWeights(), shown.get("weights"), name + " after step " + step);
                }
            }
        }
    }

    private static void checkRun(List<Tensor> weights, JsonNode expected, String description) {
        for (int i = 0; i < weights.size(); i++) {
            var actual = weights.get(i).doubles();
            var values = Golden.tensor(expected.get(i)).doubles();
            double largest = IntStream.range(0, values.length)
                    .mapToDouble(k -> Math.abs(values[k]))
                    .max()
                    .orElseThrow();
            for (int k = 0; k < values.length; k++) {
                assertThat(actual[k])
                        .as("weight %d[%d] of %s", i, k, description)
                        .isCloseTo(values[k], within(TOLERANCE_OF_RUNS * largest));
            }
        }
    }

    private static Optimizer optimizer(JsonNode example) {
        var args = example.get("args");
        return switch (example.get("class").asString()) {
            case "MultiOptimizer" -> several(args);
            case "LossScaleOptimizer" ->
                new LossScaleOptimizer(pair(args.get("inner_optimizer")))
                        .initialScale(args.get("initial_scale").asDouble())
                        .dynamicGrowthSteps(args.get("dynamic_growth_steps").asInt());
            default -> OptimizerGoldenTest.optimizer(example);
        };
    }

    private static MultiOptimizer several(JsonNode args) {
        var map = new OptimizerMap(pair(args.get("default_optimizer")));
        args.get("optimizer_map").properties().forEach(each -> map.put(each.getKey(), pair(each.getValue())));
        var optimizer = new MultiOptimizer(map);
        return args.has("loss_scale_factor")
                ? optimizer.lossScaleFactor(args.get("loss_scale_factor").asDouble())
                : optimizer;
    }

    private static Optimizer pair(JsonNode classAndArguments) {
        return Options.set(Optimizers.of(classAndArguments.get(0).asString()), classAndArguments.get(1));
    }
}
