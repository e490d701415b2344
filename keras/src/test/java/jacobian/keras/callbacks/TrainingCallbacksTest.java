package jacobian.keras.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Seeds;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.metrics.AUC;
import jacobian.keras.metrics.F1Score;
import jacobian.keras.models.History;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.SGD;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Callbacks in runs of fit.
class TrainingCallbacksTest {
    private static final Tensor X = Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    private static final Tensor Y = Tensor.of(new double[][] {{0, 1}, {1, 0}, {1, 0}, {0, 1}});

    private static Sequential model() {
        Seeds.setRandomSeed(3);
        return new Sequential(new Input(2), new Dense(2));
    }

    private static History fit(int epochs, Callback... callbacks) {
        var model = model();
        model.compile(new SGD(0.5), new MeanSquaredError());
        return model.fit(X, Y, fit -> fit.epochs(epochs).verbose(0).callbacks(callbacks));
    }

    /// Gives the number called `val_loss` in each epoch.
    private static LambdaCallback validation(double... values) {
        return new LambdaCallback().onEpochEnd((epoch, logs) -> logs.put("val_loss", values[epoch]));
    }

    @Test
    void a_schedule_sets_and_logs_the_rate_of_each_epoch() {
        var history = fit(3, new LearningRateScheduler((epoch, rate) -> epoch < 1 ? rate : rate / 2));
        assertThat(history.get("learning_rate")).containsExactly(0.5, 0.25, 0.125);
    }

    @Test
    void a_plateau_reduces_the_rate_after_the_patience_and_rests_in_the_cooldown() {
        var reduce = new ReduceLROnPlateau().factor(0.5).patience(2).cooldown(1).minLr(0.125);
        var history = fit(9, validation(1, 1, 1, 1, 1, 1, 1, 1, 1), reduce);
        // Reduced after epochs 2 and 5 (one of rest, two of patience), then at its least.
        assertThat(history.get("learning_rate")).containsExactly(0.5, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125, 0.125, 0.125);
        assertThatThrownBy(() -> new ReduceLROnPlateau().factor(1)).hasMessageStartingWith("factor=1.0:");
    }

    @Test
    void progress_keeps_the_rate() {
        var history = fit(4, validation(4, 3, 2, 1), new ReduceLROnPlateau().patience(1));
        assertThat(history.get("learning_rate")).containsOnly(0.5);
        var growing = fit(
                4,
                new LambdaCallback().onEpochEnd((epoch, logs) -> logs.put("val_auc", epoch / 4.0)),
                new ReduceLROnPlateau().monitor("val_auc").patience(1));
        assertThat(growing.get("learning_rate")).containsOnly(0.5);
    }

    @Test
    void logs_become_lines_of_a_csv_file(@TempDir Path folder) throws IOException {
        var file = folder.resolve("log.csv");
        var history = fit(2, new CSVLogger(file));
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "epoch,loss,val_loss",
                        "0," + history.get("loss").get(0) + ",NA",
                        "1," + history.get("loss").get(1) + ",NA");
        fit(1, new CSVLogger(file).append(true));
        assertThat(Files.readAllLines(file)).hasSize(4).last().asString().startsWith("0,");
        fit(1, new CSVLogger(file).separator(';'));
        assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("epoch;loss;val_loss");
    }

    @Test
    void a_monitor_gets_what_is_logged() throws IOException {
        var bodies = new ArrayList<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var type = exchange.getRequestHeaders().getFirst("Content-Type");
            var key = exchange.getRequestHeaders().getFirst("X-Key");
            bodies.add(type + " " + key + " "
                    + new String(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        var root = "http://localhost:" + server.getAddress().getPort();
        var form = fit(1, new RemoteMonitor().root(root).headers(Map.of("X-Key", "7")));
        var json = fit(1, new RemoteMonitor().root(root).sendAsJson(true));
        server.stop(0);
        assertThat(URLDecoder.decode(bodies.get(0), StandardCharsets.UTF_8))
                .isEqualTo(
                        "application/x-www-form-urlencoded 7 data={\"epoch\": 0, \"loss\": " + form.last("loss") + "}");
        assertThat(bodies.get(1))
                .isEqualTo("application/json null {\"epoch\": 0, \"loss\": " + json.last("loss") + "}");
    }

    @Test
    void a_monitor_that_does_not_answer_does_not_end_the_run() {
        assertThat(fit(2, new RemoteMonitor().root("http://localhost:1")).epochs())
                .containsExactly(0, 1);
    }

    @Test
    void beginnings_of_epochs_and_batches_reach_a_lambda() {
        var seen = new ArrayList<String>();
        fit(
                2,
                new LambdaCallback()
                        .onEpochBegin(i -> seen.add("epoch " + i))
                        .onTrainBatchBegin(i -> seen.add("batch " + i)));
        assertThat(seen).isEqualTo(List.of("epoch 0", "batch 0", "epoch 1", "batch 0"));
    }

    @Test
    void metrics_that_learn_their_shapes_from_a_batch_begin_anew_in_each_epoch() {
        var model = model();
        model.compile(
                new SGD(0),
                new MeanSquaredError(),
                new F1Score().average(F1Score.Average.MACRO),
                new AUC().multiLabel(true));
        var history = model.fit(
                X,
                Y,
                fit -> fit.epochs(3).batchSize(3).shuffle(false).verbose(0).validation(X, Y));
        for (var name : List.of("f1_score", "auc", "val_f1_score", "val_auc")) {
            assertThat(history.get(name)).as(name).containsOnly(history.last("val_" + name.replace("val_", "")));
        }
        var counts = model.evaluate(X, Y);
        assertThat(counts.get("auc")).isEqualTo(history.last("auc"));
    }

    /// Records the first weight when a validation begins and when an epoch ends.
    private static final class Probe extends Callback {
        final List<Double> tested = new ArrayList<>();
        final List<Double> ended = new ArrayList<>();

        @Override
        public void onTestBegin(Training training) {
            tested.add((double) training.model().getWeights().getFirst().floats()[0]);
        }

        @Override
        public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
            ended.add((double) training.model().getWeights().getFirst().floats()[0]);
        }
    }

    private static Probe probeSwaps(boolean swapOnEpoch) {
        var model = model();
        var probe = new Probe();
        model.compile(new SGD(0.5).useEma(true).emaMomentum(0.5), new MeanSquaredError());
        model.fit(
                X,
                Y,
                fit -> fit.epochs(2)
                        .verbose(0)
                        .validation(X, Y)
                        .callbacks(new SwapEMAWeights().swapOnEpoch(swapOnEpoch), probe));
        probe.ended.add((double) model.getWeights().getFirst().floats()[0]);
        return probe;
    }

    @Test
    void validation_sees_the_averages_of_the_weights() {
        var probe = probeSwaps(false);
        double average = (probe.ended.get(0) + probe.ended.get(1)) / 2;
        assertThat(probe.tested.get(0)).isEqualTo(probe.ended.get(0));
        assertThat(probe.tested.get(1)).isCloseTo(average, within(1e-6)).isNotEqualTo(probe.ended.get(1));
        assertThat(probe.ended.get(2)).isEqualTo(probe.tested.get(1));
        var swapped = probeSwaps(true);
        assertThat(swapped.tested).isEqualTo(probe.tested);
        assertThat(swapped.ended).containsExactly(probe.tested.get(0), probe.tested.get(1), probe.tested.get(1));
        assertThatThrownBy(() -> new SGD(0.1).swapAverages()).hasMessageContaining("set useEma(true)");
    }

    /// Writes the name of each moment down.
    private static final class Moments extends Callback {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void onTestBegin(Training training) {
            seen.add("test " + training.steps().orElse(-1));
        }

        @Override
        public void onTestBatchBegin(Training training, long batch) {
            seen.add("begin " + batch);
        }

        @Override
        public void onTestBatchEnd(Training training, long batch, Logs logs) {
            seen.add("end " + batch + (logs.get("loss") >= 0 ? " with loss" : ""));
            if (batch == 1) {
                training.stop();
            }
        }

        @Override
        public void onTestEnd(Training training, Map<String, Double> logs) {
            seen.add("tested " + logs.keySet());
        }

        @Override
        public void onPredictBegin(Training training) {
            seen.add("predict " + training.model().name());
        }

        @Override
        public void onPredictBatchBegin(Training training, long batch) {
            seen.add("begin " + batch);
        }

        @Override
        public void onPredictBatchEnd(Training training, long batch, List<Tensor> outputs) {
            seen.add("outputs " + outputs.get(0).shape());
        }

        @Override
        public void onPredictEnd(Training training) {
            seen.add("predicted");
        }
    }

    @Test
    void evaluate_and_predict_call_their_hooks() {
        var model = model().name("pair");
        var predicting = new Moments();
        var outputs = model.predictAll(
                jacobian.keras.data.Dataset.of(X),
                predict -> predict.batchSize(3).callbacks(predicting));
        assertThat(outputs.get(0).shape().size(0)).isEqualTo(4);
        assertThat(predicting.seen)
                .containsExactly("predict pair", "begin 0", "outputs (3, 2)", "begin 1", "outputs (1, 2)", "predicted");
        model.compile(new SGD(0.5), new MeanSquaredError());
        var testing = new Moments();
        model.evaluate(
                jacobian.keras.data.Dataset.of(X, Y), test -> test.batchSize(1).callbacks(testing));
        assertThat(testing.seen)
                .containsExactly("test 4", "begin 0", "end 0 with loss", "begin 1", "end 1 with loss", "tested [loss]");
    }

    @Test
    void a_validation_calls_the_hooks_of_its_batches() {
        var moments = new Moments();
        var model = model();
        model.compile(new SGD(0.5), new MeanSquaredError());
        model.fit(
                X,
                Y,
                fit -> fit.verbose(0)
                        .validation(X, Y)
                        .validationBatchSize(4)
                        .callbacks(
                                new CallbackList(List.of(moments)),
                                new LambdaCallback().onTestEnd(logs -> moments.seen.add("lambda"))));
        assertThat(moments.seen).containsExactly("test 1", "begin 0", "end 0 with loss", "tested [loss]", "lambda");
    }

    @Test
    void evaluation_weighs_its_samples() {
        var model = model();
        model.compile(new SGD(0.5), new MeanSquaredError());
        double all = model.evaluate(X, Y).get("loss");
        double weighed = model.evaluate(jacobian.keras.data.Dataset.of(X, Y), test -> test.sampleWeight(2, 2, 2, 2))
                .get("loss");
        assertThat(weighed).isCloseTo(2 * all, within(1e-5));
    }

    @Test
    void a_test_without_fit_prints_a_line_of_its_own() {
        var bytes = new java.io.ByteArrayOutputStream();
        var bar = new ProgressBar(new java.io.PrintStream(bytes, true, StandardCharsets.UTF_8), false);
        var model = model();
        model.compile(new SGD(0.5), new MeanSquaredError());
        model.evaluate(jacobian.keras.data.Dataset.of(X, Y), test -> test.callbacks(bar));
        model.predictAll(jacobian.keras.data.Dataset.of(X), predict -> predict.callbacks(bar));
        var lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("1/1 ━").contains("- loss: ");
        assertThat(lines.get(1)).startsWith("1/1 ━").doesNotContain("loss");
    }

    @Test
    void a_loss_that_is_no_number_may_raise_an_error() {
        var model = model();
        model.compile(new SGD(0.5), new MeanSquaredError());
        var far = Tensor.full(1e30, jacobian.engine.shape.DType.FLOAT32, X.shape());
        assertThatThrownBy(() ->
                        model.fit(far, Y, fit -> fit.verbose(0).callbacks(new TerminateOnNaN().raiseError(true))))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("the loss is Infinity after batch 0, counted from 0");
    }

    @Test
    void a_metric_says_itself_which_way_is_better() {
        var model = model();
        var hits = new jacobian.keras.metrics.BinaryAccuracy().name("hits");
        model.compile(new SGD(0.5), new MeanSquaredError(), hits);
        var seen = new ArrayList<Object>();
        model.fit(
                X,
                Y,
                fit -> fit.verbose(0).callbacks(new Callback() {
                    @Override
                    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
                        seen.add(training.direction("val_hits"));
                        seen.add(training.direction("other"));
                    }
                }));
        assertThat(seen)
                .containsExactly(
                        java.util.Optional.of(jacobian.keras.metrics.Accumulator.Direction.UP),
                        java.util.Optional.empty());
        var growing = new LambdaCallback().onEpochEnd((epoch, logs) -> logs.put("hits", epoch / 10.0));
        var history = model.fit(
                X,
                Y,
                fit -> fit.verbose(0)
                        .epochs(4)
                        .callbacks(growing, new EarlyStopping().monitor("hits").patience(1)));
        assertThat(history.get("loss")).hasSize(4);
    }

    @Test
    void verbose_prints_a_line_for_each_run() {
        var model = model();
        model.compile(new SGD(0.5), new MeanSquaredError());
        var bytes = new java.io.ByteArrayOutputStream();
        var former = System.out;
        System.setOut(new java.io.PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            model.fit(X, Y, fit -> fit.verbose(2));
            model.evaluate(
                    jacobian.keras.data.Dataset.of(X, Y),
                    test -> test.verbose(2).batchSize(1).steps(3));
            model.predictAll(
                    jacobian.keras.data.Dataset.of(X),
                    predict -> predict.verbose(2).batchSize(1).steps(2));
        } finally {
            System.setOut(former);
        }
        var lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("Epoch 1/1");
        assertThat(lines.get(1)).startsWith("1/1 ").contains("loss: ");
        assertThat(lines.get(2)).startsWith("3/3 ").contains("loss: ");
        assertThat(lines.get(3)).startsWith("2/2 ");
    }
}
