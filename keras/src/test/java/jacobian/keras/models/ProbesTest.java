package jacobian.keras.models;

import static jacobian.keras.activations.Activations.RELU;
import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.StepProbe;
import jacobian.keras.callbacks.TracedStep;
import jacobian.keras.callbacks.Training;
import jacobian.keras.config.Config;
import jacobian.keras.config.Seeds;
import jacobian.keras.layers.Bidirectional;
import jacobian.keras.layers.Call;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.FluentLayer;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.LSTM;
import jacobian.keras.layers.Mode;
import jacobian.keras.layers.MultiHeadAttention;
import jacobian.keras.layers.RematScope;
import jacobian.keras.layers.TimeDistributed;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.LossScaleOptimizer;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.SGD;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private static final Tensor X = Tensor.of(new double[][] {{1, 2}, {3, -4}, {5, 6}, {-7, 8}});
    private static final Tensor Y = Tensor.of(new double[][] {{1}, {0}, {2}, {1}});

    /// Looks at every `every`-th step and keeps what it is given.
    private static final class Probe extends Callback implements StepProbe {
        private final int every;
        private final Function<TracedStep, List<Tensor>> wanted;
        private final List<Long> steps = new ArrayList<>();
        private List<Tensor> values = List.of();
        private int traces;

        private Probe(int every, Function<TracedStep, List<Tensor>> wanted) {
            this.every = every;
            this.wanted = wanted;
        }

        @Override
        public void onTrainBegin(Training training) {
            training.probe(this);
        }

        @Override
        public boolean isDue(long step) {
            return step % every == 0;
        }

        @Override
        public List<Tensor> trace(TracedStep step) {
            traces++;
            return wanted.apply(step);
        }

        @Override
        public void read(long step, List<Tensor> values) {
            steps.add(step);
            this.values = values;
        }
    }

    private static Sequential model(Optimizer optimizer) {
        Seeds.setRandomSeed(3);
        var model = new Sequential(
                new Input(2), new Dense(3).activation(RELU).name("hidden"), new Dropout(0.5), new Dense(1).name("out"));
        model.compile(optimizer, new MeanSquaredError());
        return model;
    }

    private static List<Tensor> gradients(TracedStep step) {
        return step.gradients().stream().map(Optional::orElseThrow).toList();
    }

    @Test
    void gradients_are_those_of_the_loss() {
        var model = plain(new SGD(0.1));
        var expected = Gradients.of(
                () -> model.apply(Mode.TRAINING, X).subtract(Y).square().mean(), model.trainableWeights());
        expected.gradients().forEach(each -> each.orElseThrow().buffer());
        var probe = new Probe(1, ProbesTest::gradients);
        model.fit(X, Y, fit -> fit.verbose(0).callbacks(probe));
        assertThat(probe.values).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(probe.values.get(i).floats())
                    .usingComparatorWithPrecision(1e-5f)
                    .containsExactly(expected.gradient(i).floats());
        }
    }

    private static Sequential plain(Optimizer optimizer) {
        Seeds.setRandomSeed(3);
        var model =
                new Sequential(new Input(2), new Dense(3).activation(RELU).name("hidden"), new Dense(1).name("out"));
        model.compile(optimizer, new MeanSquaredError());
        return model;
    }

    @Test
    void gradients_carry_no_loss_scale() {
        var plain = new Probe(1, ProbesTest::gradients);
        plain(new SGD(0.1)).fit(X, Y, fit -> fit.verbose(0).callbacks(plain));
        var scaled = new Probe(1, ProbesTest::gradients);
        plain(new LossScaleOptimizer(new SGD(0.1)))
                .fit(X, Y, fit -> fit.verbose(0).callbacks(scaled));
        for (int i = 0; i < 4; i++) {
            assertThat(scaled.values.get(i).floats())
                    .usingComparatorWithPrecision(1e-5f)
                    .containsExactly(plain.values.get(i).floats());
        }
    }

    @Test
    void weights_before_and_after_are_a_step_apart() {
        var model = plain(new SGD(0.1));
        var probe = new Probe(1, step -> {
            var difference = step.before().get(0).subtract(step.after().get(0));
            return List.of(difference, gradients(step).get(0));
        });
        model.fit(X, Y, fit -> fit.verbose(0).callbacks(probe));
        var moved = probe.values.get(0).floats();
        assertThat(moved)
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(probe.values.get(1).multiply(0.1).floats());
        assertThat(moved).isNotEqualTo(new float[moved.length]);
    }

    @Test
    void the_same_weights_come_out_with_probes_and_without() {
        var seen = new Probe(2, step -> {
            var all = new ArrayList<Tensor>(gradients(step));
            all.addAll(step.after());
            step.before().forEach(each -> all.add(each.square().mean()));
            step.layers().forEach(layer -> all.add(layer.outputs().getFirst().mean()));
            return all;
        });
        var with = model(new Adam(0.01));
        with.fit(X, Y, fit -> fit.epochs(3).batchSize(2).verbose(0).callbacks(seen));
        var without = model(new Adam(0.01));
        without.fit(X, Y, fit -> fit.epochs(3).batchSize(2).verbose(0));
        assertThat(seen.steps).containsExactly(0L, 2L, 4L);
        for (int i = 0; i < 4; i++) {
            assertThat(with.getWeights().get(i).floats())
                    .isEqualTo(without.getWeights().get(i).floats());
        }
    }

    @Test
    void layers_are_seen_with_what_they_gave() {
        var names = new ArrayList<String>();
        var probe = new Probe(1, step -> {
            step.layers().forEach(each -> names.add(each.layer().name() + " " + each.mode()));
            var hidden = step.layers().stream()
                    .filter(each -> each.layer().name().equals("hidden"))
                    .findFirst()
                    .orElseThrow();
            return List.of(
                    hidden.outputs().getFirst(),
                    step.predictions().getFirst(),
                    step.loss().orElseThrow());
        });
        var model = plain(new SGD(0.0));
        model.fit(X, Y, fit -> fit.shuffle(false).verbose(0).callbacks(probe));
        assertThat(names).containsExactly("hidden TRAINING", "out TRAINING", model.name() + " TRAINING");
        assertThat(probe.values.get(0).floats())
                .isEqualTo(model.getLayer("hidden").apply(X).floats());
        assertThat(probe.values.get(1).floats()).isEqualTo(model.predict(X).floats());
        assertThat(probe.values.get(2).item()).isEqualTo(model.evaluate(X, Y).get("loss"));
    }

    @Test
    void several_probes_see_their_own_steps_and_values() {
        var first = new Probe(
                1, step -> List.of(step.inputs().getFirst(), step.targets().getFirst()));
        var second = new Probe(3, step -> List.of(step.loss().orElseThrow()));
        plain(new SGD(0.1)).fit(X, Y, fit -> fit.epochs(4).verbose(0).callbacks(first, second));
        assertThat(first.steps).containsExactly(0L, 1L, 2L, 3L);
        assertThat(second.steps).containsExactly(0L, 3L);
        assertThat(first.values).extracting(each -> each.shape().rank()).containsExactly(2, 2);
        assertThat(second.values.getFirst().rank()).isZero();
        assertThat(second.traces).isEqualTo(1);
        assertThat(first.traces).isEqualTo(2);
    }

    @Test
    void layers_with_loops_inside_and_layers_that_are_computed_again_are_seen_from_outside() {
        Seeds.setRandomSeed(3);
        var model = new Sequential(new Input(4, 3), new Bidirectional(new LSTM(2).returnSequences(true)));
        try (var _ = RematScope.full()) {
            model.add(new TimeDistributed(new Dense(3).activation(RELU)));
            model.add(new MultiHeadAttentionBlock());
        }
        model.add(new Sequential(new Flatten(), new Dense(1)));
        model.compile(new Adam(0.01), new MeanSquaredError());
        var seen = new ArrayList<String>();
        var probe = new Probe(1, step -> {
            var all = new ArrayList<>(gradients(step));
            for (var layer : step.layers()) {
                seen.add(layer.layer().kerasName());
                layer.outputs().forEach(output -> all.add(output.square().mean()));
            }
            return all;
        });
        var x = Tensor.arange(96).divide(96).reshape(8, 4, 3);
        model.fit(x, Tensor.ones(Shape.of(8, 1)), fit -> fit.verbose(0).callbacks(probe));
        assertThat(seen)
                .containsExactly(
                        "Bidirectional",
                        "TimeDistributed",
                        "MultiHeadAttentionBlock",
                        "Flatten",
                        "Dense",
                        "Sequential",
                        "Sequential");
        assertThat(probe.values)
                .allMatch(value -> Double.isFinite(value.square().mean().item()));
    }

    /// A layer of layers, which is no model.
    private static final class MultiHeadAttentionBlock extends FluentLayer<MultiHeadAttentionBlock> {
        private final MultiHeadAttention attention = track("attention", new MultiHeadAttention(2, 2));

        @Override
        protected Tensor call(Tensor x, Call call) {
            return attention.apply(x, x);
        }
    }

    @Test
    void half_precision_is_seen_without_its_scale() {
        Config.setDtypePolicy("mixed_float16");
        try {
            var probe = new Probe(1, ProbesTest::gradients);
            var model = plain(new SGD(0.1));
            model.fit(X.multiply(0.1), Y, fit -> fit.shuffle(false).verbose(0).callbacks(probe));
            assertThat(probe.values).allMatch(value -> value.abs().max().item() < 50);
        } finally {
            Config.setDtypePolicy("float32");
        }
    }

    /// A model that learns in a way of its own.
    private static final class Own extends Model {
        private final Dense dense = track("dense", new Dense(1));

        @Override
        protected Tensor call(Tensor x, Call call) {
            return dense.apply(x);
        }

        @Override
        protected Map<String, Tensor> trainStep(StepData data) {
            var step = Gradients.of(
                    () -> applyAll(Mode.TRAINING, data.inputs())
                            .get(0)
                            .subtract(data.target())
                            .square()
                            .mean(),
                    trainableWeights());
            optimizer().apply(step);
            return Map.of("mine", step.loss());
        }
    }

    @Test
    void of_a_step_of_the_models_own_the_layers_are_known() {
        var model = new Own();
        model.compile(new SGD(0.01), new MeanSquaredError());
        var sizes = new ArrayList<Integer>();
        var probe = new Probe(1, step -> {
            sizes.addAll(List.of(
                    step.variables().size(),
                    step.gradients().size(),
                    step.before().size(),
                    step.after().size(),
                    step.predictions().size(),
                    step.layers().size()));
            return List.of(step.layers().getFirst().outputs().getFirst());
        });
        var history = model.fit(X, Y, fit -> fit.epochs(2).verbose(0).callbacks(probe));
        assertThat(sizes).containsExactly(0, 0, 0, 0, 0, 2);
        assertThat(probe.values.getFirst().shape().size()).isEqualTo(4);
        assertThat(history.history()).containsOnlyKeys("mine");
        assertThat(history.get("mine").get(1)).isLessThan(history.get("mine").get(0));
    }
}
