package jacobian.keras.models;

import static jacobian.keras.activations.Activations.SIGMOID;
import static jacobian.keras.activations.Activations.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.execution.Programs;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.LambdaCallback;
import jacobian.keras.config.Seeds;
import jacobian.keras.data.Dataset;
import jacobian.keras.initializers.Zeros;
import jacobian.keras.layers.Call;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.FluentLayer;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Mode;
import jacobian.keras.losses.BinaryCrossentropy;
import jacobian.keras.losses.MeanAbsoluteError;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.metrics.Accumulator;
import jacobian.keras.metrics.Mean;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.SGD;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Models that say themselves what a step is.
class OwnStepTest {
    private static final Tensor X = Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {0.5, 0.2}});
    private static final Tensor Y = Tensor.of(new double[][] {{0}, {1}, {1}, {2}, {0.7}});

    /// Two networks and two optimizers, each trained against the other.
    static final class Gan extends Model {
        final Model generator = track(
                "generator",
                new Sequential(new Input(3), new Dense(4).activation(TANH), new Dense(2)).name("generator"));
        final Model discriminator = track(
                "discriminator",
                new Sequential(new Input(2), new Dense(4).activation(TANH), new Dense(1).activation(SIGMOID))
                        .name("discriminator"));
        private final Optimizer generatorOptimizer = new SGD(0.1);
        private final Optimizer discriminatorOptimizer = new SGD(0.1);
        private final Mean generatorLoss = addMetric(new Mean("g_loss"));
        private final Mean discriminatorLoss = addMetric(new Mean("d_loss"));

        @Override
        protected Map<String, Tensor> trainStep(StepData data) {
            var loss = new BinaryCrossentropy();
            var noise = data.inputs().get(1);
            var real = data.inputs().get(0);
            var d = Gradients.of(
                    () -> {
                        var ofReal = discriminator.apply(Mode.TRAINING, real);
                        var ofFake = discriminator.apply(Mode.TRAINING, generator.apply(Mode.TRAINING, noise));
                        return loss.apply(ofReal.onesLike(), ofReal).add(loss.apply(ofFake.zerosLike(), ofFake));
                    },
                    discriminator.trainableWeights());
            discriminatorOptimizer.apply(d);
            var g = Gradients.of(
                    () -> {
                        var ofFake = discriminator.apply(Mode.TRAINING, generator.apply(Mode.TRAINING, noise));
                        return loss.apply(ofFake.onesLike(), ofFake);
                    },
                    generator.trainableWeights());
            generatorOptimizer.apply(g);
            discriminatorLoss.updateState(d.loss());
            generatorLoss.updateState(g.loss());
            return Map.of("d_loss", discriminatorLoss.result(), "g_loss", generatorLoss.result());
        }
    }

    private static Dataset noisy() {
        return Dataset.of(
                List.of(X, Tensor.of(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 0}, {0, 1, 1}})),
                List.of());
    }

    @Test
    void two_networks_learn_against_each_other_in_one_program() {
        Seeds.setRandomSeed(1);
        var gan = new Gan();
        gan.compile();
        var before = gan.getWeights().stream().map(Tensor::floats).toList();
        var history = gan.fit(noisy(), fit -> fit.batchSize(2).shuffle(false));
        assertThat(history.history().keySet()).containsExactlyInAnyOrder("d_loss", "g_loss");
        long compilations = Programs.standard().compilations();
        var more = gan.fit(noisy(), fit -> fit.epochs(20).batchSize(2));
        assertThat(Programs.standard().compilations()).isEqualTo(compilations);
        assertThat(more.get("d_loss")).hasSize(20).allMatch(Double::isFinite);
        for (int i = 0; i < before.size(); i++) {
            assertThat(gan.getWeights().get(i).floats()).isNotEqualTo(before.get(i));
        }
    }

    /// The model's own step says in other words what the default step says.
    static final class Spelled extends Model {
        private final Dense dense = track("dense", new Dense(1).name("dense"));

        @Override
        protected Tensor call(Tensor x, Call call) {
            return dense.apply(x);
        }

        @Override
        protected Map<String, Tensor> trainStep(StepData data) {
            var step = Gradients.ofAll(
                    () -> {
                        var y = applyAll(Mode.TRAINING, data.inputs());
                        return List.of(computeLoss(data, y, Mode.TRAINING), y.get(0));
                    },
                    trainableWeights());
            optimizer().apply(step);
            var logs = new LinkedHashMap<>(computeMetrics(data, step.results().subList(1, 2)));
            logs.put("loss", step.loss());
            logs.put("first", data.input().at(0, 0).sum());
            return logs;
        }
    }

    @Test
    void a_step_spelled_out_trains_as_the_default_one() {
        var own = new Spelled();
        var plain = new Sequential(new Input(2), new Dense(1));
        own.apply(X);
        plain.setWeights(own.getWeights());
        own.compile(new Adam(0.1), new MeanSquaredError(), new MeanAbsoluteError());
        plain.compile(new Adam(0.1), new MeanSquaredError(), new MeanAbsoluteError());
        for (int i = 0; i < 3; i++) {
            var logs = own.trainOnBatch(X, Y);
            var expected = plain.trainOnBatch(X, Y);
            assertThat(logs.keySet()).containsExactly("loss", "mean_absolute_error", "first");
            assertThat(logs.get("loss")).isEqualTo(expected.get("loss"), within(1e-6));
            assertThat(logs.get("mean_absolute_error")).isEqualTo(expected.get("mean_absolute_error"));
        }
        assertThat(own.getWeights().get(0).floats())
                .isEqualTo(plain.getWeights().get(0).floats());
        assertThat(own.evaluate(X, Y)).isEqualTo(plain.evaluate(X, Y));
    }

    /// Loss, test and prediction of the model's own.
    static final class Varied extends Model {
        private final Dense dense = track("dense", new Dense(1));

        @Override
        protected Tensor call(Tensor x, Call call) {
            return dense.apply(x);
        }

        @Override
        protected Tensor computeLoss(StepData data, List<Tensor> predictions, Mode mode) {
            var error = predictions.get(0).subtract(data.target()).square().mean();
            return mode == Mode.TRAINING ? error : error.multiply(10);
        }

        @Override
        protected Map<String, Tensor> testStep(StepData data) {
            return Map.of("size", data.input().count(DType.FLOAT32, 0));
        }

        @Override
        protected List<Tensor> predictStep(List<Tensor> inputs) {
            var y = super.predictStep(inputs).get(0);
            return List.of(y, y.negative());
        }
    }

    @Test
    void loss_test_and_prediction_can_be_the_models_own() {
        var model = new Varied();
        model.compile(new SGD(0.1));
        assertThat(model.fit(X, Y, fit -> fit.epochs(30)).last("loss")).isLessThan(0.2);
        assertThat(model.evaluate(X, Y)).containsExactly(Map.entry("size", 5.0));
        var both = model.predictAll(Dataset.of(X));
        assertThat(both.get(1).floats()).isEqualTo(both.get(0).negative().floats());
    }

    @Test
    void predictions_made_before_training_do_not_go_stale() {
        var model = new Sequential(new Input(2), new Dense(1));
        var before = model.predict(X).floats();
        model.compile(new SGD(0.1), new MeanSquaredError());
        var loss = model.evaluate(X, Y).get("loss");
        model.fit(X, Y, fit -> fit.epochs(20));
        assertThat(model.predict(X).floats()).isNotEqualTo(before);
        assertThat(model.predict(X).floats()).isEqualTo(model.apply(X).floats());
        assertThat(model.evaluate(X, Y).get("loss")).isLessThan(loss);
        model.compile(new SGD(0.1), new MeanSquaredError());
        model.fit(X, Y, fit -> fit.epochs(3));
        assertThat(model.predict(X).floats()).isEqualTo(model.apply(X).floats());
    }

    /// Counts what it is given, and punishes it.
    static final class Watching extends FluentLayer<Watching> {
        private final Mean mean = addMetric(new Mean("watched"));

        @Override
        protected Tensor call(Tensor x, Call call) {
            call.update(() -> mean.updateState(x));
            call.addLoss(x.multiply(0.5));
            return x;
        }
    }

    @Test
    void a_layer_inside_adds_metrics_and_losses() {
        var watching = new Watching();
        var model = new Sequential(new Input(2), watching, new Dense(1).kernelInitializer(new Zeros()));
        model.compile(new SGD(0.0), new MeanSquaredError());
        var logs = model.testOnBatch(X, Y);
        assertThat(logs.keySet()).containsExactly("loss", "watched");
        assertThat(logs.get("watched")).isEqualTo(0.47, within(1e-6));
        assertThat(logs.get("loss")).isEqualTo((0 + 1 + 1 + 4 + 0.49) / 5 + 4.7 / 2, within(1e-5));
        assertThat(model.fit(X, Y, fit -> fit.epochs(3).batchSize(2)).get("watched"))
                .allSatisfy(each -> assertThat(each).isEqualTo(0.47, within(1e-6)));
        assertThat(model.metricsNames()).containsExactly("loss", "watched");
        assertThat(model.metrics().stream().map(Accumulator::name)).containsExactly("loss", "watched");
        model.resetMetrics();
        assertThat(model.metrics().get(1).result().item()).isZero();
        assertThat(model.evaluate(X, Y)).containsKey("watched");
    }

    @Test
    void a_model_without_a_loss_says_so_before_anything_changes() {
        var model = new Sequential(new Input(2), new Dense(1));
        model.compile(new SGD(0.1), _ -> {});
        assertThatThrownBy(() -> model.fit(X, Y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no loss: say in compile what to make small");
    }

    @Test
    void added_losses_alone_are_enough() {
        var model = new Sequential(new Input(2), new Dense(2), new Watching());
        model.compile(new SGD(0.01), _ -> {});
        var history = model.fit(Dataset.of(X), fit -> fit.epochs(3));
        assertThat(history.get("loss").get(2)).isLessThan(history.get("loss").get(0));
    }

    @Test
    void a_step_can_be_stopped_from_anywhere() {
        var model = new Sequential(new Input(2), new Dense(1));
        model.compile(new SGD(0.1), new MeanSquaredError());
        var history = model.fit(
                X,
                Y,
                fit -> fit.epochs(50).callbacks(new LambdaCallback().onEpochEnd((epoch, _) -> {
                            if (epoch == 1) {
                                model.stopTraining();
                            }
                        })));
        assertThat(history.epochs()).containsExactly(0, 1);
    }

    /// Neither its call nor its step fits inputs of three features.
    private static final class Narrow extends Model {
        private final Dense dense = track("dense", new Dense(1));

        @Override
        protected Tensor call(Tensor x, Call call) {
            if (x.shape().size(-1) != 2) {
                throw new ShapeException("two features, not " + x.shape().size(-1));
            }
            return dense.apply(x);
        }

        @Override
        protected List<Tensor> predictStep(List<Tensor> inputs) {
            throw new IllegalStateException("no weights");
        }

        @Override
        protected Map<String, Tensor> trainStep(StepData data) {
            throw new IllegalStateException("no weights");
        }
    }

    @Test
    void a_step_that_fails_says_why_the_model_could_not_be_called() {
        var model = new Narrow();
        model.compile(new SGD(0.1));
        var x = Tensor.of(new double[][] {{0, 0, 1}});
        assertThatThrownBy(() -> model.predict(x))
                .hasMessageContaining("no weights")
                .hasSuppressedException(new ShapeException("two features, not 3"));
        assertThatThrownBy(() -> model.fit(Dataset.of(x, Y.take(Tensor.of(new int[] {0}), 0)), fit -> fit.epochs(1)))
                .hasMessageContaining("no weights")
                .hasSuppressedException(new ShapeException("two features, not 3"));
    }
}
