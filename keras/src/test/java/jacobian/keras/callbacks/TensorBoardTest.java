package jacobian.keras.callbacks;

import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Lambda;
import jacobian.keras.layers.MaxPooling2D;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.metrics.SparseCategoricalAccuracy;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.SGD;
import jacobian.keras.tensorboard.Event;
import jacobian.keras.tensorboard.EventReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What the callback logs, beside what that of Keras logged in the same runs (tools/tensorboard/keras_runs.py).
class TensorBoardTest {
    private static final String EVERY_TWO = "every_two_batches";

    @TempDir
    private Path logs;

    private static float[] wave(int count, double phase) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (0.5 * Math.sin(1.7 * i + phase));
        }
        return values;
    }

    private static Sequential images() {
        return new Sequential(
                        new Input(6, 6, 1),
                        new Conv2D(4, 3).activation(RELU).name("conv"),
                        new MaxPooling2D(2).name("pool"),
                        new Flatten().name("flatten"),
                        new Dense(3).activation(SOFTMAX).name("dense"))
                .name("images");
    }

    private static Sequential words() {
        return new Sequential(
                        new Input(4).dtype(DType.INT32),
                        new Embedding(7, 2).name("words"),
                        new Flatten().name("flatten"),
                        new Dense(3).activation(SOFTMAX).name("dense"))
                .name("words_model");
    }

    private static Dataset data(boolean words, int count, double phase) {
        var numbers = new int[count * 4];
        Arrays.setAll(numbers, i -> i % 7);
        var x = words ? Tensor.of(numbers).reshape(count, 4) : Tensor.of(wave(count * 36, phase), count, 6, 6, 1);
        var y = new int[count];
        Arrays.setAll(y, i -> i % 3);
        return Dataset.of(x, Tensor.of(y));
    }

    private void train(boolean words, Callback callback) {
        var model = words ? words() : images();
        var weights = new ArrayList<Tensor>();
        for (var weight : model.weights()) {
            weights.add(
                    Tensor.of(wave((int) weight.shape().size(), weights.size())).reshape(weight.shape()));
        }
        model.setWeights(weights);
        var optimizer = words ? new SGD(0.01) : new Adam(0.01);
        model.compile(optimizer, new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        model.fit(
                data(words, 24, 0),
                fit -> fit.batchSize(8)
                        .epochs(3)
                        .shuffle(false)
                        .verbose(0)
                        .validation(data(words, 12, 1))
                        .callbacks(callback));
    }

    private TensorBoard callback(String run) {
        var callback = new TensorBoard(logs);
        return switch (run) {
            case "batch" -> callback.updateFreq(TensorBoard.Frequency.BATCH).writeStepsPerSecond(true);
            case EVERY_TWO -> callback.updateFreq(2);
            case "histograms" -> callback.histogramFreq(2).writeImages(true).writeGraph(false);
            case "embeddings" -> callback.embeddingsFreq(1).embeddingsMetadata("words", "words.tsv");
            default -> callback;
        };
    }

    static JsonNode recorded() throws IOException {
        try (var in =
                Objects.requireNonNull(TensorBoardTest.class.getResourceAsStream("/tensorboard/keras-runs.json"))) {
            return new ObjectMapper().readTree(in).get("runs");
        }
    }

    static Stream<Arguments> runs() throws IOException {
        return recorded().properties().stream().map(run -> Arguments.of(run.getKey(), run.getValue()));
    }

    private Map<String, List<Event>> events() {
        var events = new TreeMap<String, List<Event>>();
        EventReader.runs(logs).forEach((run, folder) -> {
            var all = new ArrayList<Event>();
            new EventReader(folder).read(all::add);
            all.removeIf(event -> event.value() instanceof Event.Version);
            events.put(run, all);
        });
        return events;
    }

    private static boolean isOurs(Event event) {
        return event.value() instanceof Event.Graph || event.tag().endsWith("/gradient");
    }

    @ParameterizedTest
    @MethodSource("runs")
    void logs_are_those_of_keras(String name, JsonNode run) {
        train(name.equals("embeddings"), callback(name));
        var ours = events();
        assertThat(ours.keySet()).isEqualTo(run.get("folders").propertyNames());
        ours.forEach((folder, events) -> {
            events.removeIf(TensorBoardTest::isOurs);
            if (name.equals(EVERY_TWO)) {
                // Keras forgets the epochs that end between two logged batches.
                events.removeIf(event -> event.tag().startsWith("epoch_") && event.step() != 1);
            }
            var theirs = StreamSupport.stream(run.get("folders").get(folder).spliterator(), false)
                    .toList();
            assertThat(events.stream().map(event -> event.tag() + " " + event.step()))
                    .containsExactlyInAnyOrderElementsOf(theirs.stream()
                            .map(each -> each.get("tag").asString() + " "
                                    + each.get("step").asLong())
                            .toList());
            theirs.forEach(each -> compare(each, events));
        });
    }

    private static void compare(JsonNode theirs, List<Event> events) {
        var tag = theirs.get("tag").asString();
        var ours = events.stream()
                .filter(event -> event.tag().equals(tag)
                        && event.step() == theirs.get("step").asLong())
                .findFirst()
                .orElseThrow()
                .value();
        switch (theirs.get("plugin").asString()) {
            case "scalars" -> compareScalar(tag, theirs, (Event.Scalar) ours);
            case "histograms" -> compareHistogram(theirs, (Event.Histogram) ours);
            case "images" -> {
                var images = (Event.Images) ours;
                assertThat(List.of(
                                images.width(), images.height(), images.files().size()))
                        .isEqualTo(numbers(theirs.get("shape")).stream()
                                .map(Double::intValue)
                                .toList());
            }
            default ->
                assertThat(layers(((Event.KerasModel) ours).json()))
                        .isEqualTo(StreamSupport.stream(theirs.get("layers").spliterator(), false)
                                .map(JsonNode::asString)
                                .map(name -> name.replaceFirst("input_layer.*", "input"))
                                .toList());
        }
    }

    /// The names of the layers; what an Input without a name is called is not the same.
    private static List<String> layers(String json) {
        var layers = new ObjectMapper().readTree(json).get("config").get("layers");
        return StreamSupport.stream(layers.spliterator(), false)
                .map(layer -> layer.get("class_name").asString().equals("InputLayer")
                        ? "input"
                        : layer.get("config").get("name").asString())
                .toList();
    }

    private static void compareScalar(String tag, JsonNode theirs, Event.Scalar ours) {
        if (tag.endsWith("steps_per_second")) {
            assertThat(ours.value()).isPositive();
        } else {
            assertThat(ours.value()).as(tag).isCloseTo(theirs.get("value").asDouble(), within(1e-5));
        }
    }

    private static void compareHistogram(JsonNode theirs, Event.Histogram ours) {
        var ends = numbers(theirs.get("ends"));
        assertThat(ours.buckets()).hasSize(theirs.get("shape").get(0).asInt());
        assertThat(ours.count()).isEqualTo(theirs.get("count").asDouble());
        assertThat(ours.buckets().getFirst().left()).isCloseTo(ends.get(0), within(1e-4));
        assertThat(ours.buckets().getLast().right()).isCloseTo(ends.get(1), within(1e-4));
    }

    private static List<Double> numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asDouble)
                .toList();
    }

    @Test
    void epochs_are_logged_whatever_batches_are() {
        train(false, callback(EVERY_TWO));
        assertThat(events().get("train").stream()
                        .filter(event -> event.tag().equals("epoch_loss"))
                        .map(Event::step))
                .containsExactly(0L, 1L, 2L);
    }

    @Test
    void gradients_are_logged_beside_weights() {
        train(false, new TensorBoard(logs).histogramFreq(2));
        var gradients = events().get("train").stream()
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
        train(false, new TensorBoard(logs).histogramFreq(1).writeGradients(false));
        assertThat(events().get("train")).noneMatch(event -> event.tag().endsWith("/gradient"));
    }

    @Test
    void a_run_with_histograms_trains_the_same_weights() {
        train(false, new TensorBoard(logs.resolve("a")).histogramFreq(1));
        train(false, new TensorBoard(logs.resolve("b")));
        var all = events();
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
        train(false, new TensorBoard(logs));
        assertThat(events().get("train").stream().filter(event -> event.value() instanceof Event.Graph))
                .hasSize(1);
    }

    @Test
    void a_model_that_has_no_form_in_files_is_logged_without_it() {
        var model = new Sequential(
                new Input(6, 6, 1), new Lambda((Tensor x) -> x.multiply(2)), new Flatten(), new Dense(3));
        model.compile(new SGD(0.01), new SparseCategoricalCrossentropy().fromLogits(true));
        model.fit(data(false, 8, 0), fit -> fit.verbose(0).callbacks(new TensorBoard(logs)));
        assertThat(events().get("train"))
                .noneMatch(event -> event.value() instanceof Event.KerasModel)
                .anyMatch(event -> event.value() instanceof Event.Graph);
    }

    @Test
    void hyperparameters_are_logged_in_the_folder_itself() {
        train(false, new TensorBoard(logs).hparams(Map.of("units", 3, "rate", 0.01)));
        var session = events().get(".").stream().map(Event::value).toList();
        assertThat(((Event.SessionStart) session.getFirst()).hyperparameters())
                .isEqualTo(Map.of("units", 3.0, "rate", 0.01));
        assertThat(session.getLast()).isEqualTo(new Event.SessionEnd(Event.Status.SUCCESS));
    }

    @Test
    void what_a_program_logs_itself_is_in_the_same_run() {
        var callback = new TensorBoard(logs);
        train(
                false,
                new CallbackList(List.of(
                        callback,
                        new LambdaCallback()
                                .onEpochEnd((epoch, _) -> callback.writer().text("note", "epoch " + epoch, epoch)))));
        assertThat(events().get("train").stream()
                        .filter(event -> event.tag().equals("note"))
                        .map(Event::value))
                .contains(new Event.Text(List.of("epoch 1")));
        assertThatThrownBy(callback::writer).hasMessageContaining("no run is going on");
    }

    @Test
    void an_evaluation_of_its_own_is_logged_too() {
        var model = images();
        model.compile(new Adam(0.01), new SparseCategoricalCrossentropy());
        model.evaluate(data(false, 12, 0), options -> options.verbose(0).callbacks(new TensorBoard(logs)));
        assertThat(events()).containsOnlyKeys("validation");
        assertThat(events().get("validation").getFirst().tag()).isEqualTo("evaluation_loss_vs_iterations");
    }

    @Test
    void a_second_run_has_files_of_its_own() throws Exception {
        var callback = new TensorBoard(logs);
        train(false, callback);
        train(false, callback);
        try (var files = Files.list(logs.resolve("train"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void a_run_is_seen_while_it_goes_on() {
        var seen = new ArrayList<Integer>();
        train(
                false,
                new CallbackList(List.of(
                        new TensorBoard(logs),
                        new LambdaCallback()
                                .onEpochEnd((_, _) ->
                                        seen.add(losses(events().get("train")).size())))));
        assertThat(seen).containsExactly(1, 2, 3);
    }

    @Test
    void embeddings_have_a_table_for_the_projector() throws Exception {
        train(true, callback("embeddings"));
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
        return StreamSupport.stream(recorded().get(run).get("files").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void the_axis_of_batches_goes_on_where_a_run_goes_on() {
        var callback = new TensorBoard(logs).updateFreq(TensorBoard.Frequency.BATCH);
        train(false, callback);
        assertThat(callback.state()).isEqualTo(Map.of("batches", 9L));
        var next = new TensorBoard(logs).updateFreq(TensorBoard.Frequency.BATCH);
        train(
                false,
                new CallbackList(
                        List.of(next, new LambdaCallback().onTrainBegin(_ -> next.restoreState(callback.state())))));
        assertThat(next.state()).isEqualTo(Map.of("batches", 18L));
        assertThat(events().get("train").stream()
                        .filter(event -> event.tag().equals("batch_loss"))
                        .map(Event::step))
                .containsAll(LongStream.rangeClosed(1, 18).boxed().toList());
    }

    @Test
    void metadata_for_a_layer_that_is_none_is_refused() {
        var callback = new TensorBoard(logs).embeddingsFreq(1).embeddingsMetadata("other", "words.tsv");
        assertThatThrownBy(() -> train(true, callback))
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
