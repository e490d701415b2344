package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PredictionTest {
    @Test
    void the_most_probable_class_is_the_label() {
        var prediction = new Prediction(List.of("cat", "dog", "cow"), List.of(0.2, 0.7, 0.1));
        assertThat(prediction.label()).contains("dog");
        assertThat(prediction.probability()).isEqualTo(0.7);
        assertThat(prediction.probabilities())
                .containsExactly(Map.entry("cat", 0.2), Map.entry("dog", 0.7), Map.entry("cow", 0.1));
        assertThat(prediction.top(2)).containsExactly(Map.entry("dog", 0.7), Map.entry("cat", 0.2));
        assertThat(prediction.top(9)).hasSize(3);
    }

    @Test
    void of_equals_the_first_is_the_label() {
        assertThat(new Prediction(List.of("a", "b"), List.of(0.5, 0.5)).label()).contains("a");
    }

    @Test
    void one_probability_is_that_of_the_second_of_two_classes() {
        var prediction = new Prediction(List.of("no", "yes"), List.of(0.25));
        assertThat(prediction.label()).contains("no");
        assertThat(prediction.probabilities()).containsExactly(Map.entry("no", 0.75), Map.entry("yes", 0.25));
    }

    @Test
    void a_number_is_no_class() {
        var prediction = new Prediction(List.of(), List.of(12.5, 3.0));
        assertThat(prediction.label()).isEmpty();
        assertThat(prediction.value()).isEqualTo(12.5);
        assertThat(prediction.probability()).isNaN();
        assertThat(prediction.probabilities()).isEmpty();
    }

    @Test
    void names_that_are_not_those_of_the_outputs_are_refused() {
        assertThatThrownBy(() -> new Prediction(List.of("a", "b"), List.of(1.0, 2.0, 3.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model gives 3 numbers to an example, and there are names of 2 classes, a, b: give one"
                        + " name for each");
    }
}
