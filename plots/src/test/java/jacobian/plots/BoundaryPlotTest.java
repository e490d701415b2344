package jacobian.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.Activations;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.models.Sequential;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundaryPlotTest {
    private static final Tensor X = Tensor.of(new double[][] {{-1, 0}, {2, 1}, {0.5, -1}, {-2, 0.5}});
    private static final Tensor Y = Tensor.of(0, 1, 1, 0);

    /// Says 1 where x0 - 2 x1 is above 0.
    private static Sequential model(boolean sigmoid) {
        var dense = new Dense(1);
        var model = new Sequential(new Input(2), sigmoid ? dense.activation(Activations.SIGMOID) : dense);
        dense.setWeights(List.of(Tensor.of(new double[][] {{1}, {-2}}), Tensor.of(new double[] {0})));
        return model;
    }

    private static void assertOnTheLine(Path2D border) {
        int points = 0;
        var at = new double[6];
        for (var parts = border.getPathIterator(null); !parts.isDone(); parts.next()) {
            assertThat(parts.currentSegment(at)).isIn(PathIterator.SEG_MOVETO, PathIterator.SEG_LINETO);
            assertThat(at[0] - 2 * at[1]).isCloseTo(0, within(1e-2));
            points++;
        }
        assertThat(points).isGreaterThan(20);
    }

    @Test
    void the_border_is_where_the_model_wavers() {
        for (boolean sigmoid : new boolean[] {true, false}) {
            var regions = DecisionRegions.of(model(sigmoid), X, new BoundaryOptions(), false);
            var borders = BoundaryPlot.borders(regions);
            assertThat(borders).hasSize(1);
            assertOnTheLine(borders.getFirst());
        }
    }

    @Test
    void logits_become_probabilities() {
        var dense = new Dense(3);
        var model = new Sequential(new Input(2), dense);
        dense.setWeights(List.of(Tensor.of(new double[][] {{1, 0, 0}, {0, 1, 0}}), Tensor.of(new double[] {0, 0, 0})));
        var regions = DecisionRegions.of(model, X, new BoundaryOptions().resolution(10), false);
        assertThat(regions.classes()).isEqualTo(3);
        double x = regions.xs()[3];
        double y = regions.ys()[7];
        double sum = Math.exp(x) + Math.exp(y) + 1;
        assertThat(regions.probabilities()[1][7][3]).isCloseTo(Math.exp(y) / sum, within(1e-5));
        assertThat(regions.probabilities()[2][7][3]).isCloseTo(1 / sum, within(1e-5));
    }

    @Test
    void classes_are_named_and_have_shapes_of_their_own() {
        var plot = Plots.decisionBoundary(model(true), X, Y, options -> options.classNames("left", "right"));
        assertThat(Xml.texts(plot)).contains("left", "right", "feature 0", "feature 1");
        assertThat(Xml.elements(plot, "image")).hasSize(1);
    }

    @Test
    void examples_may_all_be_of_one_class() {
        var plot = Plots.decisionBoundary(model(true), X, Tensor.of(0, 0, 0, 0));
        assertThat(Xml.texts(plot)).contains("class 0").doesNotContain("class 1");
    }

    @Test
    void labels_may_be_one_hot_rows_or_signs() {
        var rows = Tensor.of(new double[][] {{1, 0}, {0, 1}, {0, 1}, {1, 0}});
        assertThat(Labels.of(rows).classes()).containsExactly(0, 1, 1, 0);
        assertThat(Labels.of(Tensor.of(new double[] {-1, 1, 1, -1})).classes()).containsExactly(0, 1, 1, 0);
        assertThat(Xml.texts(Plots.decisionBoundary(model(false), X, Tensor.of(new double[] {-1, 1, 1, -1}))))
                .contains("class 0", "class 1");
    }

    @Test
    void two_of_more_features_are_chosen_and_the_others_stay_at_their_means() {
        var dense = new Dense(1);
        var model = new Sequential(new Input(3), dense);
        dense.setWeights(List.of(Tensor.of(new double[][] {{1}, {100}, {-2}}), Tensor.of(new double[] {-200})));
        var x = Tensor.of(new double[][] {{-1, 1, 0}, {2, 3, 1}, {0.5, 1, -1}, {-2, 3, 0.5}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.decisionBoundary(model, x, Y))
                .withMessageContaining("choose two by features(0, 1)");
        var regions = DecisionRegions.of(model, x, new BoundaryOptions().features(0, 2), false);
        assertOnTheLine(BoundaryPlot.borders(regions).getFirst());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.decisionBoundary(model, x, Y, options -> options.features(0, 3)))
                .withMessage("there is no feature 3: there are 0 to 2");
    }

    @Test
    void what_is_no_class_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.decisionBoundary(model(true), X, Tensor.of(0.5, 1, 0, 0)))
                .withMessageContaining("label 0 is 0.5: needs classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.decisionBoundary(model(true), X, Tensor.of(0, 1)))
                .withMessage("4 examples and 2 labels");
    }
}
