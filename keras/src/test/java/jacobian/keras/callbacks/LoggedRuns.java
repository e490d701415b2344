package jacobian.keras.callbacks;

import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SOFTMAX;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.MaxPooling2D;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.metrics.SparseCategoricalAccuracy;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.SGD;
import jacobian.keras.tensorboard.Event;
import jacobian.keras.tensorboard.EventReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The runs of fit that Keras has logged, too (tools/tensorboard/keras_runs.py), and what is in their logs.
final class LoggedRuns {
    static final String EVERY_TWO = "every_two_batches";

    private LoggedRuns() {}

    private static float[] wave(int count, double phase) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (0.5 * Math.sin(1.7 * i + phase));
        }
        return values;
    }

    static Sequential images() {
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

    static Dataset data(boolean words, int count, double phase) {
        var numbers = new int[count * 4];
        Arrays.setAll(numbers, i -> i % 7);
        var x = words ? Tensor.of(numbers).reshape(count, 4) : Tensor.of(wave(count * 36, phase), count, 6, 6, 1);
        var y = new int[count];
        Arrays.setAll(y, i -> i % 3);
        return Dataset.of(x, Tensor.of(y));
    }

    static void train(boolean words, Callback callback) {
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

    /// The callback of a recorded run, logging into `logs`.
    static TensorBoard callback(Path logs, String run) {
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
        try (var in = Objects.requireNonNull(LoggedRuns.class.getResourceAsStream("/tensorboard/keras-runs.json"))) {
            return new ObjectMapper().readTree(in).get("runs");
        }
    }

    /// What is in the folders of `logs`, but for versions.
    static Map<String, List<Event>> events(Path logs) {
        var events = new TreeMap<String, List<Event>>();
        EventReader.runs(logs).forEach((run, folder) -> {
            var all = new ArrayList<Event>();
            new EventReader(folder).read(all::add);
            all.removeIf(event -> event.value() instanceof Event.Version);
            events.put(run, all);
        });
        return events;
    }
}
