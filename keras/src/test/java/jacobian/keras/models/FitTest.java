package jacobian.keras.models;

import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SIGMOID;
import static jacobian.keras.activations.Activations.SOFTMAX;
import static jacobian.keras.activations.Activations.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.execution.Programs;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.EarlyStopping;
import jacobian.keras.callbacks.LambdaCallback;
import jacobian.keras.callbacks.Logs;
import jacobian.keras.callbacks.TerminateOnNaN;
import jacobian.keras.callbacks.Training;
import jacobian.keras.config.Seeds;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.GlobalAveragePooling1D;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.BinaryCrossentropy;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.metrics.AutomaticMetric;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.SGD;
import jacobian.keras.optimizers.schedules.ExponentialDecay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FitTest {
    private static final Tensor X = Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {0.5, 0.2}});
    private static final Tensor Y = Tensor.of(new double[][] {{0}, {1}, {1}, {0}, {1}});

    private static Sequential model() {
        Seeds.setRandomSeed(4);
        var model = new Sequential(
                new Input(2),
                new Dense(8).activation(TANH),
                new Dropout(0.2),
                new BatchNormalization(),
                new Dense(1).activation(SIGMOID));
        model.compile(new Adam(0.05), new BinaryCrossentropy(), AutomaticMetric.ACCURACY);
        return model;
    }

    private static Sequential classifier(int classes) {
        var model = new Sequential(new Input(2), new Dense(classes).activation(SOFTMAX));
        model.compile(new SGD(0.1), new SparseCategoricalCrossentropy());
        return model;
    }

    @Test
    void a_thousand_steps_under_a_decaying_rate_compile_one_program() {
        var model = new Sequential(new Input(2), new Dense(4).activation(RELU), new Dense(1));
        model.compile(new SGD(new ExponentialDecay(0.1, 10, 0.9)), new MeanSquaredError());
        model.fit(X, Y, fit -> fit.batchSize(3));
        long before = Programs.standard().compilations();
        // Two steps an epoch, the second on a smaller batch.
        model.fit(X, Y, fit -> fit.epochs(500).batchSize(3));
        assertThat(Programs.standard().compilations()).isEqualTo(before);
    }

    @Test
    void another_batch_size_compiles_nothing() {
        var model = model();
        model.fit(X, Y, fit -> fit.batchSize(3));
        model.evaluate(X, Y);
        model.predict(X);
        long before = Programs.standard().compilations();
        model.fit(X, Y, fit -> fit.batchSize(2));
        model.evaluate(Dataset.of(X, Y).batch(4));
        model.predict(X.range(0, 0, 1).reshape(1, 2));
        model.predictOnBatch(Tensor.of(new double[][] {{1, 0}}));
        // The slice of X above is a program of its own.
        assertThat(Programs.standard().compilations() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void the_same_seed_trains_the_same_bits() {
        assertThat(trained()).isEqualTo(trained());
    }

    private static List<float[]> bits(Sequential model) {
        return model.getWeights().stream().map(Tensor::floats).toList();
    }

    private static List<List<Float>> trained() {
        var model = model();
        model.fit(X, Y, fit -> fit.epochs(5).batchSize(2));
        var all = new ArrayList<List<Float>>();
        for (var weights : bits(model)) {
            var list = new ArrayList<Float>();
            for (float weight : weights) {
                list.add(weight);
            }
            all.add(list);
        }
        return all;
    }

    @Test
    void history_has_a_value_an_epoch_and_validation_its_own() {
        var history = model().fit(X, Y, fit -> fit.epochs(4).validation(X, Y).validationFreq(2));
        assertThat(history.epochs()).containsExactly(0, 1, 2, 3);
        assertThat(history.get("loss")).hasSize(4);
        assertThat(history.get("val_accuracy")).hasSize(2);
        assertThat(history.samples()).isEqualTo(20);
        assertThatThrownBy(() -> history.get("mae")).hasMessageStartingWith("nothing is logged as \"mae\"");
    }

    @Test
    void an_interrupted_run_ends_after_the_batch() {
        var model = model();
        var last = new ArrayList<Long>();
        var interrupting = new Callback() {
            @Override
            public void onTrainBatchEnd(Training training, long batch, Logs logs) {
                last.add(batch);
                if (batch == 1) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        var history = model.fit(X, Y, fit -> fit.epochs(9).batchSize(1).callbacks(interrupting));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(history.isInterrupted()).isTrue();
        assertThat(history.epochs()).isEmpty();
        assertThat(last).containsExactly(0L, 1L);
    }

    @Test
    void a_callback_can_end_the_run() {
        var history = model().fit(
                        X,
                        Y,
                        fit -> fit.epochs(9).callbacks(new Callback() {
                            @Override
                            public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
                                if (epoch == 2) {
                                    training.stop();
                                }
                            }
                        }));
        assertThat(history.epochs()).containsExactly(0, 1, 2);
    }

    @Test
    void early_stopping_waits_for_its_patience() {
        var model = new Sequential(new Input(2), new Dense(1));
        model.compile(new SGD(0.0), new MeanSquaredError());
        var stopping = new EarlyStopping().monitor("loss").patience(3).restoreBestWeights(true);
        var history = model.fit(X, Y, fit -> fit.epochs(50).shuffle(false).callbacks(stopping));
        assertThat(history.epochs()).hasSize(4);
        assertThat(stopping.stoppedEpoch()).isEqualTo(3);
        assertThat(stopping.bestEpoch()).isEqualTo(0);
    }

    @Test
    void lambdas_hear_of_batches_and_epochs() {
        var heard = new ArrayList<String>();
        model().fit(
                        X,
                        Y,
                        fit -> fit.batchSize(3)
                                .callbacks(new LambdaCallback()
                                        .onTrainBegin(training -> heard.add(
                                                "begin " + training.steps().getAsLong()))
                                        .onTrainBatchEnd((batch, logs) -> heard.add("batch " + batch + " "
                                                + logs.all().keySet()))
                                        .onEpochEnd((epoch, logs) -> heard.add("epoch " + epoch))
                                        .onTrainEnd(training -> heard.add("end"))));
        assertThat(heard)
                .containsExactly("begin 2", "batch 0 [loss, accuracy]", "batch 1 [loss, accuracy]", "epoch 0", "end");
    }

    @Test
    void a_class_index_out_of_range_is_refused_before_training() {
        var model = classifier(3);
        var before = model.getWeights().get(0).floats();
        assertThatThrownBy(() -> model.fit(X, Tensor.of(0, 1, 2, 3, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        the data has 3 in the target of example 3
                          needs  a whole number from 0 to 2, as the model has 3 outputs, for classes 0 to 2
                          mend   number them from 0, or make the model larger""");
        assertThat(model.getWeights().get(0).floats()).isEqualTo(before);
    }

    @Test
    void numbers_that_are_none_are_refused_before_training() {
        var x = Tensor.of(new double[][] {{0, 1}, {2, Double.NaN}});
        assertThatThrownBy(() -> classifier(2).fit(x, Tensor.of(0, 1))).hasMessage("""
                        the data has NaN in the input of example 1
                          needs  finite numbers
                          mend   leave such examples out, or put the mean of the others in its place""");
    }

    @Test
    void a_stream_is_checked_as_it_is_read() {
        record Row(float[] x, int y) {}
        var rows = java.util.stream.IntStream.range(0, 100)
                .mapToObj(i -> new Row(new float[] {i, 1}, i == 70 ? 9 : 0))
                .toList();
        var data = Dataset.of(() -> rows.stream(), Row::x, Row::y);
        assertThatThrownBy(() -> classifier(2).fit(data, fit -> fit.batchSize(8)))
                .hasMessageStartingWith("the data has 9 in the target of example 70");
    }

    @Test
    void an_index_outside_an_embedding_is_refused_before_training() {
        var model = new Sequential(
                new Input(3).dtype(jacobian.engine.shape.DType.INT32),
                new Embedding(5, 2),
                new GlobalAveragePooling1D(),
                new Dense(1));
        model.compile(new SGD(0.1), new MeanSquaredError());
        assertThatThrownBy(() -> model.fit(Tensor.of(new int[][] {{1, 2, 5}}), Tensor.of(new double[][] {{1}})))
                .hasMessage("""
                        the data has 5 in the input of example 0
                          needs  a whole number from 0 to 4, as Embedding(input_dim=5, output_dim=2) has rows 0 to 4
                          mend   number them from 0, or make the model larger""");
    }

    @Test
    void another_shape_than_the_input_is_refused_with_both() {
        assertThatThrownBy(() -> model().fit(Tensor.ones(Shape.of(4, 3)), Tensor.ones(Shape.of(4, 1))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("axis 1 is 3, not 2")
                .hasMessageContaining("mend   give it examples of (2,), the batch as axis 0");
    }

    @Test
    void a_rate_that_diverges_stops_the_run_and_names_the_layer() {
        Seeds.setRandomSeed(2);
        var model =
                new Sequential(new Input(2), new Dense(4).name("first").activation(RELU), new Dense(1).name("last"));
        model.compile(new SGD(1e6), new MeanSquaredError());
        assertThatThrownBy(() -> model.fit(X, Y, fit -> fit.epochs(50).batchSize(5)))
                .isInstanceOf(DivergedException.class)
                .hasMessageMatching("(?s)the loss became .* epoch \\d+, step \\d+\n  first  .*(last|first|loss).*"
                        + "\n  mend   a smaller learning rate \\(now 1000000.0\\), inputs around 0, or clipnorm"
                        + "\n  the model has the weights of the beginning of epoch 1");
        assertThat(model.getWeights())
                .allMatch(weight -> weight.isfinite().all().item() == 1);
    }

    @Test
    void terminate_on_nan_ends_the_run_quietly() {
        var model = new Sequential(new Input(2), new Dense(1));
        model.compile(new SGD(1e30), new MeanSquaredError());
        var history = model.fit(X, Y, fit -> fit.epochs(50).callbacks(new TerminateOnNaN()));
        assertThat(history.epochs().size()).isLessThan(50);
    }

    @Test
    void a_model_must_be_compiled_before_it_is_fitted() {
        var model = new Sequential(new Dense(1)).name("m");
        assertThatThrownBy(() -> model.fit(X, Y)).hasMessage("m is not compiled: call compile(optimizer, loss) first");
    }

    @Test
    void a_frozen_model_has_nothing_to_train() {
        var model = model();
        model.setTrainable(false);
        model.compile(new SGD(0.1), new MeanSquaredError());
        assertThatThrownBy(() -> model.fit(X, Y)).hasMessageContaining("has no weights to train");
    }

    @Test
    void many_threads_predict_beside_a_run() throws Exception {
        var model = model();
        var wrong = new AtomicBoolean();
        try (var pool = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 2; i++) {
                pool.submit(() -> {
                    for (int n = 0; n < 50; n++) {
                        for (float p : model.predictOnBatch(X).floats()) {
                            if (!(p >= 0 && p <= 1)) {
                                wrong.set(true);
                            }
                        }
                    }
                });
            }
            model.fit(X, Y, fit -> fit.epochs(30));
            pool.shutdown();
            assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(wrong).isFalse();
    }

    @Test
    void class_weights_and_sample_weights_at_once_are_refused() {
        assertThatThrownBy(() ->
                        model().fit(X, Y, fit -> fit.classWeight(Map.of(0, 2.0)).sampleWeight(1, 1, 1, 1, 1)))
                .hasMessageStartingWith("class weights and sample weights at once");
    }
}
