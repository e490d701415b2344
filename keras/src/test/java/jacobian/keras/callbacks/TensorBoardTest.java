package jacobian.keras.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Lambda;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.SGD;
import jacobian.keras.tensorboard.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TensorBoardTest {
    @TempDir
    private Path logs;

    @Test
    void epochs_are_logged_whatever_batches_are() {
        LoggedRuns.train(false, LoggedRuns.callback(logs, LoggedRuns.EVERY_TWO));
        assertThat(LoggedRuns.events(logs).get("train").stream()
                        .filter(event -> event.tag().equals("epoch_loss"))
                        .map(Event::step))
                .containsExactly(0L, 1L, 2L);
    }

    @Test
    void gradients_are_logged_beside_weights() {
        LoggedRuns.train(false, new TensorBoard(logs).histogramFreq(2));
        var gradients = LoggedRuns.events(logs).get("train").stream()
                .filter(event -> event.tag().endsWith("/gradient"))
                .toList();
        assertThat(gradients.stream().map(event -> event.tag() + " " + event.step()))
                .containsExactlyInAnyOrder(
                        "images/conv/kernel/gradient 0",
                        "images/conv/bias/gradient 0",
                        "images/dense/kernel/gradient 0",
                        "images/dense/bias/gradient 0",
                        "images/conv/kernel/gradient 2",
                        "images/conv/bias/gradient 2",
                        "images/dense/kernel/gradient 2",
                        "images/dense/bias/gradient 2");
        assertThat(gradients).allSatisfy(event -> {
            var buckets = ((Event.Histogram) event.value()).buckets();
            assertThat(buckets.getFirst().left()).isLessThan(buckets.getLast().right());
        });
    }

    @Test
    void gradients_can_be_left_out() {
        LoggedRuns.train(false, new TensorBoard(logs).histogramFreq(1).writeGradients(false));
        assertThat(LoggedRuns.events(logs).get("train"))
                .noneMatch(event -> event.tag().endsWith("/gradient"));
    }

    @Test
    void a_run_with_histograms_trains_the_same_weights() {
        LoggedRuns.train(false, new TensorBoard(logs.resolve("a")).histogramFreq(1));
        LoggedRuns.train(false, new TensorBoard(logs.resolve("b")));
        var all = LoggedRuns.events(logs);
        assertThat(losses(all.get("a/train"))).isEqualTo(losses(all.get("b/train")));
    }

    private static List<Event.Value> losses(List<Event> events) {
        return events.stream()
                .filter(event -> event.tag().equals("epoch_loss"))
                .map(Event::value)
                .toList();
    }

    @Test
    void the_graph_is_logged() {
        LoggedRuns.train(false, new TensorBoard(logs));
        assertThat(LoggedRuns.events(logs).get("train").stream().filter(event -> event.value() instanceof Event.Graph))
                .hasSize(1);
    }

    @Test
    void a_model_that_has_no_form_in_files_is_logged_without_it() {
        var model = new Sequential(
                new Input(6, 6, 1), new Lambda((Tensor x) -> x.multiply(2)), new Flatten(), new Dense(3));
        model.compile(new SGD(0.01), new SparseCategoricalCrossentropy().fromLogits(true));
        model.fit(LoggedRuns.data(false, 8, 0), fit -> fit.verbose(0).callbacks(new TensorBoard(logs)));
        assertThat(LoggedRuns.events(logs).get("train"))
                .noneMatch(event -> event.value() instanceof Event.KerasModel)
                .anyMatch(event -> event.value() instanceof Event.Graph);
    }

    @Test
    void hyperparameters_are_logged_in_the_folder_itself() {
        LoggedRuns.train(false, new TensorBoard(logs).hparams(Map.of("units", 3, "rate", 0.01)));
        var session =
                LoggedRuns.events(logs).get(".").stream().map(Event::value).toList();
        assertThat(((Event.SessionStart) session.getFirst()).hyperparameters())
                .isEqualTo(Map.of("units", 3.0, "rate", 0.01));
        assertThat(session.getLast()).isEqualTo(new Event.SessionEnd(Event.Status.SUCCESS));
    }

    @Test
    void what_a_program_logs_itself_is_in_the_same_run() {
        var callback = new TensorBoard(logs);
        LoggedRuns.train(
                false,
                new CallbackList(List.of(
                        callback,
                        new LambdaCallback()
                                .onEpochEnd((epoch, _) -> callback.writer().text("note", "epoch " + epoch, epoch)))));
        assertThat(LoggedRuns.events(logs).get("train").stream()
                        .filter(event -> event.tag().equals("note"))
                        .map(Event::value))
                .contains(new Event.Text(List.of("epoch 1")));
        assertThatThrownBy(callback::writer).hasMessageContaining("no run is going on");
    }

    @Test
    void an_evaluation_of_its_own_is_logged_too() {
        var model = LoggedRuns.images();
        model.compile(new Adam(0.01), new SparseCategoricalCrossentropy());
        model.evaluate(
                LoggedRuns.data(false, 12, 0), options -> options.verbose(0).callbacks(new TensorBoard(logs)));
        assertThat(LoggedRuns.events(logs)).containsOnlyKeys("validation");
        assertThat(LoggedRuns.events(logs).get("validation").getFirst().tag())
                .isEqualTo("evaluation_loss_vs_iterations");
    }

    @Test
    void a_second_run_has_files_of_its_own() throws Exception {
        var callback = new TensorBoard(logs);
        LoggedRuns.train(false, callback);
        LoggedRuns.train(false, callback);
        try (var files = Files.list(logs.resolve("train"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void a_run_is_seen_while_it_goes_on() {
        var seen = new ArrayList<Integer>();
        LoggedRuns.train(
                false,
                new CallbackList(List.of(
                        new TensorBoard(logs),
                        new LambdaCallback()
                                .onEpochEnd((_, _) ->
                                        seen.add(losses(LoggedRuns.events(logs).get("train"))
                                                .size())))));
        assertThat(seen).containsExactly(1, 2, 3);
    }

    @Test
    void embeddings_have_a_table_for_the_projector() throws Exception {
        LoggedRuns.train(true, LoggedRuns.callback(logs, "embeddings"));
        assertThat(logs.resolve("projector_config.pbtxt")).hasContent("""
                embeddings {
                  tensor_name: "words/embeddings"
                  metadata_path: "words.tsv"
                  tensor_path: "train/embeddings-words.tsv"
                }
                """);
        assertThat(files()).containsAll(recordedFiles("embeddings"));
        var rows = Files.readAllLines(logs.resolve("train/embeddings-words.tsv"));
        assertThat(rows).hasSize(7).allMatch(row -> row.matches("-?[\\d.E-]+\t-?[\\d.E-]+"));
    }

    private List<String> files() throws IOException {
        try (var files = Files.walk(logs)) {
            return files.map(file -> logs.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static List<String> recordedFiles(String run) throws IOException {
        return StreamSupport.stream(LoggedRuns.recorded().get(run).get("files").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void the_axis_of_batches_goes_on_where_a_run_goes_on() {
        var callback = new TensorBoard(logs).updateFreq(TensorBoard.Frequency.BATCH);
        LoggedRuns.train(false, callback);
        assertThat(callback.state()).isEqualTo(Map.of("batches", 9L));
        var next = new TensorBoard(logs).updateFreq(TensorBoard.Frequency.BATCH);
        LoggedRuns.train(
                false,
                new CallbackList(
                        List.of(next, new LambdaCallback().onTrainBegin(_ -> next.restoreState(callback.state())))));
        assertThat(next.state()).isEqualTo(Map.of("batches", 18L));
        assertThat(LoggedRuns.events(logs).get("train").stream()
                        .filter(event -> event.tag().equals("batch_loss"))
                        .map(Event::step))
                .containsAll(LongStream.rangeClosed(1, 18).boxed().toList());
    }

    @Test
    void metadata_for_a_layer_that_is_none_is_refused() {
        var callback = new TensorBoard(logs).embeddingsFreq(1).embeddingsMetadata("other", "words.tsv");
        assertThatThrownBy(() -> LoggedRuns.train(true, callback))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[other]")
                .hasMessageContaining("[words, flatten, dense]");
    }

    @Test
    void frequencies_are_whole_and_not_negative() {
        assertThatThrownBy(() -> new TensorBoard().updateFreq(0)).hasMessageContaining("update_freq=0");
        assertThatThrownBy(() -> new TensorBoard().histogramFreq(-1)).hasMessageContaining("histogram_freq=-1");
        assertThatThrownBy(() -> new TensorBoard().embeddingsFreq(-1)).hasMessageContaining("embeddings_freq=-1");
    }
}
