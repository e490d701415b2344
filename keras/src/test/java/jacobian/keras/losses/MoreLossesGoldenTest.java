package jacobian.keras.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// CTC and Circle against real Keras.
class MoreLossesGoldenTest {
    @ParameterizedTest
    @ValueSource(strings = {"CTC", "Circle"})
    void value_and_gradient_are_those_of_keras(String type) {
        for (var example : Golden.cases("losses_more", type)) {
            var loss = Options.set(Losses.of(type), example.get("args"));
            var name = loss + " on " + example.get("y_pred").get("shape");
            var yPred = Golden.tensor(example.get("y_pred"));
            Golden.check(loss(loss, example, yPred), example.get("expected"), name);
            var gradient = Gradients.of(each -> loss(loss, example, each).sum(), yPred);
            Golden.check(gradient, example.get("gradient"), "gradient of " + name);
        }
    }

    private static Tensor loss(Loss loss, JsonNode example, Tensor yPred) {
        return Golden.find(example, "sample_weight")
                .map(weight -> loss.apply(Golden.tensor(example.get("y_true")), yPred, weight))
                .orElseGet(() -> loss.apply(Golden.tensor(example.get("y_true")), yPred));
    }

    @Test
    void samples_without_pairs_neither_count_nor_have_a_slope() {
        var labels = Tensor.of(0, 1, 2);
        var embeddings = Tensor.of(new double[][] {{1, 0}, {0, 1}, {0.6, 0.8}});
        assertThat(new Circle().apply(labels, embeddings).item()).isZero();
        assertThat(Gradients.of(each -> new Circle().apply(labels, each), embeddings)
                        .floats())
                .containsOnly(0);
    }

    @Test
    void shapes_that_do_not_fit_are_named() {
        assertThatThrownBy(() -> new CTC().apply(Tensor.of(1, 2), Tensor.of(new double[][] {{1, 2}})))
                .hasMessageContaining("needs  labels (batch, labels) and logits (batch, steps, classes)");
        assertThatThrownBy(() ->
                        new Circle().apply(Tensor.of(new double[][] {{0, 1}}), Tensor.of(new double[][] {{1, 0}})))
                .hasMessageContaining("needs  embeddings (batch, features) and class indices (batch,)");
    }
}
