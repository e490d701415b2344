package jacobian.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Seeds;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.SGD;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LossLandscapeTest {
    private static final Tensor X = Tensor.of(new double[][] {{1, 0}, {0, 2}, {1, 1}, {2, -1}});
    private static final Tensor Y = Tensor.of(new double[][] {{1}, {-2}, {0}, {3}});

    @BeforeEach
    void seed() {
        Seeds.setRandomSeed(5);
    }

    /// Fits y = a x0 + b x1, whose best weights are 1 and -1.
    private static Sequential plane() {
        var model = new Sequential(new Input(2), new Dense(1).useBias(false));
        model.compile(new SGD(0.1), new MeanSquaredError());
        return model;
    }

    private static double loss(double a, double b) {
        double[][] x = {{1, 0}, {0, 2}, {1, 1}, {2, -1}};
        double[] y = {1, -2, 0, 3};
        return IntStream.range(0, 4)
                .mapToDouble(i -> Math.pow(a * x[i][0] + b * x[i][1] - y[i], 2))
                .average()
                .orElseThrow();
    }

    @Test
    void the_heights_over_two_weights_are_the_losses_of_the_model() {
        var model = plane();
        var kernel = model.trainableWeights().getFirst();
        var landscape = LossLandscape.of(
                model,
                X,
                Y,
                options -> options.weight(kernel, 0, 0)
                        .weight(kernel, 1, 0)
                        .steps(7)
                        .reach(2));
        assertThat(landscape.dimensions()).isEqualTo(2);
        assertThat(landscape.label(1)).endsWith("kernel[1, 0]");
        double[] a = landscape.places(0);
        double[] b = landscape.places(1);
        assertThat(a).hasSize(7);
        for (int row = 0; row < 7; row++) {
            for (int column = 0; column < 7; column++) {
                assertThat(landscape.losses()[row][column])
                        .isCloseTo(loss(a[column], b[row]), within(1e-4 * (1 + loss(a[column], b[row]))));
            }
        }
    }

    @Test
    void the_path_has_the_weights_that_training_passed_through() {
        var model = plane();
        var kernel = model.trainableWeights().getFirst();
        float[] first = kernel.floats();
        var path = new WeightPath();
        model.fit(X, Y, fit -> fit.epochs(12).verbose(0).callbacks(path));
        assertThat(path.points()).hasSize(13);
        assertThat(path.points().getFirst()).containsExactly(first);
        assertThat(path.points().getLast()).containsExactly(kernel.floats());
        var landscape = LossLandscape.of(
                model,
                X,
                Y,
                options -> options.path(path)
                        .weight(kernel, 0, 0)
                        .weight(kernel, 1, 0)
                        .steps(5));
        assertThat(landscape.path()).hasSize(13);
        for (int i = 0; i < 13; i++) {
            float[] seen = path.points().get(i);
            var point = landscape.path().get(i);
            assertThat(point.first()).isCloseTo(seen[0], within(1e-5));
            assertThat(point.second()).isCloseTo(seen[1], within(1e-5));
            assertThat(point.loss()).isCloseTo(loss(seen[0], seen[1]), within(1e-3));
        }
    }

    @Test
    void the_model_has_its_weights_again() {
        var model = plane();
        float[] before = model.trainableWeights().getFirst().floats();
        LossLandscape.of(model, X, Y, options -> options.steps(3));
        assertThat(model.trainableWeights().getFirst().floats()).containsExactly(before);
    }

    @Test
    void along_one_weight_the_path_lies_on_the_line() {
        var model = new Sequential(new Input(1), new Dense(1).useBias(false));
        model.compile(new SGD(0.05), new MeanSquaredError());
        var x = Tensor.of(new double[][] {{1}, {2}});
        var y = Tensor.of(new double[][] {{3}, {6}});
        var path = new WeightPath();
        model.fit(x, y, fit -> fit.epochs(8).verbose(0).callbacks(path));
        var landscape = LossLandscape.of(
                model,
                x,
                y,
                options -> options.path(path).weight(model.trainableWeights().getFirst(), 0, 0));
        assertThat(landscape.dimensions()).isEqualTo(1);
        assertThat(landscape.places(0)).hasSize(101);
        assertThat(landscape.losses()).hasNumberOfRows(1);
        for (var point : landscape.path()) {
            assertThat(point.loss()).isCloseTo(2.5 * Math.pow(point.first() - 3, 2), within(1e-3));
        }
        assertThat(Xml.texts(Plots.lossLandscape(landscape))).contains("start", "end", "path of the training");
    }

    @Test
    void the_main_directions_hold_a_path_that_lies_in_their_plane() {
        var model = plane();
        var path = new WeightPath();
        model.fit(X, Y, fit -> fit.epochs(20).verbose(0).callbacks(path));
        var landscape =
                LossLandscape.of(model, X, Y, options -> options.path(path).steps(5));
        // Two weights are a plane: distances are kept, and the last point is the origin.
        var end = landscape.path().getLast();
        assertThat(Math.hypot(end.first(), end.second())).isCloseTo(0, within(1e-5));
        float[] last = path.points().getLast();
        for (int i = 0; i < landscape.path().size(); i++) {
            float[] seen = path.points().get(i);
            var point = landscape.path().get(i);
            assertThat(Math.hypot(point.first(), point.second()))
                    .isCloseTo(Math.hypot(seen[0] - last[0], seen[1] - last[1]), within(1e-4));
        }
        assertThat(landscape.label(0)).startsWith("first direction of the path (");
    }

    @Test
    void random_directions_are_as_long_as_the_weights_filter_by_filter() {
        var model = new Sequential(new Input(6, 6, 2), new Conv2D(3, 3), new Flatten(), new Dense(2));
        var variables = model.trainableWeights();
        float[] flat = WeightPath.flat(variables);
        double[] origin =
                IntStream.range(0, flat.length).mapToDouble(i -> flat[i]).toArray();
        var direction = Direction.random("", variables, origin, new Random(3));
        int kernel = 3 * 3 * 2 * 3;
        for (int filter = 0; filter < 3; filter++) {
            double weights = 0;
            double step = 0;
            for (int i = filter; i < kernel; i += 3) {
                weights += origin[i] * origin[i];
                step += direction.step()[i] * direction.step()[i];
            }
            assertThat(step).isCloseTo(weights, within(1e-9)).isPositive();
        }
        assertThat(direction.step()[kernel]).as("biases stay").isZero();
    }

    @Test
    void the_middle_of_a_random_plane_is_the_loss_of_the_model() {
        var model = plane();
        double here = model.evaluate(X, Y).get("loss");
        var landscape =
                LossLandscape.of(model, X, Y, options -> options.random(4).steps(5));
        assertThat(landscape.losses()[2][2]).isCloseTo(here, within(1e-6));
        assertThat(landscape.path()).isEmpty();
        var plot = Plots.lossLandscape(landscape);
        assertThat(Xml.elements(plot, "image")).hasSize(1);
        assertThat(Xml.texts(plot)).contains("loss", "first random direction");
    }

    @Test
    void a_loss_that_runs_away_leaves_holes() {
        var model = plane();
        var landscape =
                LossLandscape.of(model, X, Y, options -> options.steps(5).reach(1e25));
        assertThat(landscape.losses()[0][0]).isNotFinite();
        assertThat(Plots.lossLandscape(landscape).svg()).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void a_long_path_is_thinned_to_points_of_equal_distance() {
        var model = plane();
        var path = new WeightPath(10);
        var all = new WeightPath(1000);
        model.fit(X, Y, fit -> fit.epochs(37).verbose(0).callbacks(path, all));
        assertThat(path.points()).hasSizeBetween(5, 11);
        assertThat(path.points().getFirst()).containsExactly(all.points().getFirst());
        assertThat(path.points().get(1)).containsExactly(all.points().get(4));
        assertThat(path.points().get(2)).containsExactly(all.points().get(8));
        assertThat(path.points().getLast()).containsExactly(all.points().getLast());
    }

    @Test
    void what_cannot_be_drawn_is_refused() {
        var raw = new Sequential(new Input(2), new Dense(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> Plots.lossLandscape(raw, X, Y))
                .withMessageContaining("compile it first");
        var one = new Sequential(new Input(1), new Dense(1).useBias(false));
        one.compile(new SGD(0.1), new MeanSquaredError());
        var x = Tensor.of(new double[][] {{1}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.lossLandscape(one, x, x))
                .withMessageContaining("one weight, which makes a line and no plane: say dimensions(1)");
        var path = new WeightPath();
        one.fit(x, x, fit -> fit.epochs(3).verbose(0).callbacks(path));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plots.lossLandscape(plane(), X, Y, options -> options.path(path)))
                .withMessageContaining("the path is one of 1 weights");
        var kernel = one.trainableWeights().getFirst();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LossLandscape.of(one, x, x, options -> options.weight(kernel, 0, 1)))
                .withMessageContaining("there is no number 1 along axis 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LossLandscape.of(plane(), X, Y, options -> options.weight(kernel, 0, 0)))
                .withMessageContaining("is not among the trainable weights");
    }
}
