package jacobian.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.tensor.Tensor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    @Test
    void counts_and_shares_are_those_of_the_examples() {
        // The example of scikit-learn's confusion_matrix.
        var matrix = ConfusionMatrix.of(new int[] {2, 0, 2, 2, 0, 1}, new int[] {0, 0, 2, 2, 0, 2}, 0);
        assertThat(matrix.counts()).isDeepEqualTo(new long[][] {{2, 0, 0}, {0, 0, 1}, {1, 0, 2}});
        assertThat(matrix.share(2, 2)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(matrix.accuracy()).isCloseTo(4.0 / 6, within(1e-12));
        assertThat(Xml.texts(matrix.plot(java.util.List.of())))
                .contains("true class", "predicted class", "66.7 %", "66.7 % of 6 right");
    }

    @Test
    void predictions_may_be_what_a_model_gives() {
        var labels = Tensor.of(1, 0);
        var scores = Tensor.of(new double[][] {{0.2, 0.8}, {0.3, 0.7}});
        assertThat(Labels.predicted(scores)).containsExactly(1, 1);
        assertThat(Labels.predicted(Tensor.of(new double[][] {{0.6}, {0.4}}))).containsExactly(1, 0);
        assertThat(Labels.predicted(Tensor.of(3, 0, 2))).containsExactly(3, 0, 2);
        assertThat(Xml.texts(Plots.confusionMatrix(labels, scores, "cat", "dog")))
                .contains("cat", "dog");
    }

    @Test
    void a_class_without_examples_has_no_shares() {
        var matrix = ConfusionMatrix.of(new int[] {0, 0}, new int[] {0, 1}, 3);
        assertThat(matrix.share(2, 2)).isZero();
        assertThat(Plots.confusionMatrix(new int[] {0}, new int[] {0}, "alone").svg())
                .doesNotContain("NaN");
    }

    @Test
    void a_hundred_classes_are_colours_and_every_third_name() {
        int[] classes = IntStream.range(0, 100).toArray();
        var names = IntStream.range(0, 100).mapToObj(i -> "class " + i).toArray(String[]::new);
        var plot = Plots.confusionMatrix(classes, classes, names);
        assertThat(Xml.elements(plot, "rect")).hasSizeGreaterThan(10_000);
        var texts = Xml.texts(plot);
        assertThat(texts).contains("class 0", "class 99").doesNotContain("class 1");
        assertThat(plot.width()).isLessThan(1000);
    }

    @Test
    void long_names_are_cut_and_aslant() {
        var name = "a class with a name that is much longer than anybody would want to read in a picture";
        var plot = Plots.confusionMatrix(new int[] {0, 1}, new int[] {1, 1}, name, "short");
        assertThat(Xml.texts(plot)).noneMatch(name::equals).anyMatch(text -> text.endsWith("\u2026"));
        assertThat(Xml.elements(plot, "text"))
                .filteredOn(text -> text.getTextContent().equals("short"))
                .anyMatch(text -> !text.getAttribute("transform").isEmpty());
    }

    @Test
    void labels_and_predictions_have_to_match() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.confusionMatrix(new int[] {1}, new int[] {1, 2}))
                .withMessageContaining("1 labels and 2 predictions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.confusionMatrix(new int[] {-1}, new int[] {1}))
                .withMessageContaining("classes are counted from 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.confusionMatrix(new int[] {2}, new int[] {1}, "a", "b"))
                .withMessageContaining("2 names for 3 classes");
    }
}
