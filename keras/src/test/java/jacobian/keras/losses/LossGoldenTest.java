package jacobian.keras.losses;

import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Options;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Values and gradients of all losses against real Keras.
class LossGoldenTest {
    static Stream<String> classes() {
        return Golden.file("losses")
                .get("cases")
                .valueStream()
                .map(each -> each.get("class").asString())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("classes")
    void value_and_gradient_are_those_of_keras(String type) {
        for (var example : Golden.cases("losses", type)) {
            var loss = Options.set(Losses.of(type), example.get("args"));
            var name = loss + " on " + example.get("y_pred").get("shape");
            Golden.check(loss(loss, example, Golden.tensor(example.get("y_pred"))), example.get("expected"), name);
            if (loss instanceof MeanAbsoluteError && example.get("y_true").equals(example.get("y_pred"))) {
                continue; // the slope of |x| at 0 is 1 in JAX and 0 here, as in PyTorch and TensorFlow
            }
            var gradient =
                    Gradients.of(yPred -> loss(loss, example, yPred).sum(), Golden.tensor(example.get("y_pred")));
            Golden.check(gradient, example.get("gradient"), "gradient of " + name);
        }
    }

    private static Tensor loss(Loss loss, JsonNode example, Tensor yPred) {
        var weighting = new Weighting(Golden.find(example, "sample_weight"), Golden.find(example, "mask"));
        return loss.apply(Golden.tensor(example.get("y_true")), yPred, weighting);
    }
}
