package jacobian.keras.constraints;

import jacobian.engine.tensor.Variable;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Things;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.SGD;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Constraints alone, under optimizers and in layers, against real Keras.
class ConstraintGoldenTest {
    private static final JsonNode FILE = Golden.file("constraints");

    private static Stream<Arguments> cases(String family) {
        var cases = FILE.get(family);
        return IntStream.range(0, cases.size()).mapToObj(i -> Arguments.of(i, cases.get(i)));
    }

    static Stream<Arguments> values() {
        return cases("values");
    }

    static Stream<Arguments> steps() {
        return cases("steps");
    }

    static Stream<Arguments> layers() {
        return cases("layers");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void a_constraint_makes_of_a_weight_what_keras_does(int index, JsonNode example) {
        var constraint = Things.constraint(example);
        Golden.check(constraint.apply(Golden.tensor(example.get("w"))), example.get("expected"), constraint.toString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void optimizers_apply_it_after_each_step(int index, JsonNode example) {
        var optimizer = Things.optimizer(example.get("optimizer"));
        var kernel = new Variable("kernel", Golden.tensor(example.get("weights").get(0)));
        var bias = new Variable("bias", Golden.tensor(example.get("weights").get(1)));
        kernel.setConstraint(Things.constraint(example.get("constraint")));
        var weights = List.of(kernel, bias);
        optimizer.build(weights);
        for (int step = 0; step < example.get("gradients").size(); step++) {
            optimizer.apply(example.get("gradients")
                    .get(step)
                    .valueStream()
                    .map(each -> Optional.of(Golden.tensor(each)))
                    .toList());
            for (int i = 0; i < weights.size(); i++) {
                var expected = example.get("expected").get(step).get(i);
                Golden.check(weights.get(i), expected, optimizer + " after step " + step);
            }
        }
        var states = optimizer.variables();
        for (int i = 0; i < states.size(); i++) {
            var expected = example.get("optimizer_variables_after").get(i);
            Golden.check(states.get(i).tensor(), expected, states.get(i).name() + " of " + optimizer);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void layers_keep_their_weights_constrained_in_training(int index, JsonNode example) {
        var layer = Things.layer(example.get("layer").asString(), example.get("args"));
        var x = Golden.tensor(example.get("x"));
        var y = Golden.tensor(example.get("y"));
        var sizes = x.shape().range(1, x.rank()).sizes();
        var model = new Sequential().add(new Input(sizes).dtype(x.dtype())).add(layer);
        model.compile(new SGD(0.5), new MeanSquaredError());
        layer.setWeights(
                example.get("weights").valueStream().map(Golden::tensor).toList());
        for (var after : example.get("weights_after")) {
            model.trainOnBatch(x, y);
            for (int i = 0; i < layer.weights().size(); i++) {
                var weight = layer.weights().get(i);
                Golden.check(weight, after.get(i), weight.name() + " of " + layer);
            }
        }
    }
}
