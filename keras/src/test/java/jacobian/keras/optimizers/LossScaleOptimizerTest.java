package jacobian.keras.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Things;
import jacobian.keras.layers.Dense;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Sequential;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class LossScaleOptimizerTest {
    private static final JsonNode FILE = Golden.file("loss_scale");

    static Stream<Arguments> cases() {
        var cases = FILE.get("cases");
        return IntStream.range(0, cases.size()).mapToObj(i -> Arguments.of(i, cases.get(i)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void weights_scale_and_states_are_those_of_keras(int index, JsonNode example) {
        var optimizer = new LossScaleOptimizer(Things.optimizer(example.get("inner")));
        if (example.get("args").has("initial_scale")) {
            optimizer.initialScale(example.get("args").get("initial_scale").asDouble());
            optimizer.dynamicGrowthSteps(
                    example.get("args").get("dynamic_growth_steps").asInt());
        }
        var names = new String[] {"kernel", "bias"};
        var weights = IntStream.range(0, 2)
                .mapToObj(i ->
                        new Variable(names[i], Golden.tensor(FILE.get("weights").get(i))))
                .toList();
        optimizer.build(weights);
        checkScale(optimizer, example, 0);
        for (int step = 0; step < FILE.get("gradients").size(); step++) {
            optimizer.apply(FILE.get("gradients")
                    .get(step)
                    .valueStream()
                    .map(each -> Optional.of(Golden.tensor(each)))
                    .toList());
            var expected = example.get("expected").get(step);
            OptimizerGoldenTest.check(weights, expected, optimizer + " after step " + step);
            checkScale(optimizer, example, step + 1);
        }
        checkStates(optimizer, example.get("optimizer_variables_after"));
    }

    private static void checkScale(LossScaleOptimizer optimizer, JsonNode example, int step) {
        assertThat(optimizer.scaleLoss(Tensor.scalar(3)).item())
                .isEqualTo(example.get("scaled_losses").get(step).asDouble());
    }

    private static void checkStates(LossScaleOptimizer optimizer, JsonNode expected) {
        var states = optimizer.variables();
        assertThat(states)
                .extracting(OptimizerVariable::name)
                .containsExactlyElementsOf(expected.valueStream()
                        .map(each -> each.get("name").asString())
                        .toList());
        for (int i = 0; i < states.size(); i++) {
            Golden.check(states.get(i).tensor(), expected.get(i), states.get(i).name());
        }
    }

    @Test
    void a_model_trains_under_it_as_without() {
        var x = Tensor.of(new double[][] {{1, 2}, {3, -1}});
        var y = Tensor.of(new double[][] {{1}, {0}});
        var plain = new Sequential().add(new Dense(1));
        var scaled = new Sequential().add(new Dense(1));
        plain.apply(x);
        scaled.apply(x);
        scaled.setWeights(plain.weights());
        plain.compile(new SGD(0.1), new MeanSquaredError());
        scaled.compile(new LossScaleOptimizer(new SGD(0.1)).initialScale(1024), new MeanSquaredError());
        for (int i = 0; i < 3; i++) {
            assertThat(scaled.trainOnBatch(x, y)).isEqualTo(plain.trainOnBatch(x, y));
        }
        assertThat(scaled.weights().get(0).floats())
                .isEqualTo(plain.weights().get(0).floats());
        assertThat(scaled.optimizer().iterations()).isEqualTo(3);
    }

    @Test
    void one_scale_is_enough() {
        var scaled = new LossScaleOptimizer(new SGD());
        assertThatThrownBy(() -> new LossScaleOptimizer(scaled)).hasMessageContaining("scales the loss itself");
        assertThatThrownBy(() -> new LossScaleOptimizer(new SGD().lossScaleFactor(2)))
                .hasMessageContaining("scales the loss itself");
        assertThat(scaled.copy().innerOptimizer()).isNotSameAs(scaled.innerOptimizer());
        assertThat(scaled.scaleLoss(Tensor.ones(Shape.scalar())).item()).isEqualTo(32768);
    }
}
