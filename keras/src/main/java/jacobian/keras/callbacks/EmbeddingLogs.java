package jacobian.keras.callbacks;

import jacobian.engine.tensor.Variable;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.ReversibleEmbedding;
import jacobian.keras.saving.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// The tables of embedding layers for TensorBoard's projector: `projector_config.pbtxt` says where they lie,
/// and which file has a name for each row. Keras points to a checkpoint of TensorFlow there, which it no longer
/// writes; here the tables are files of text beside the events.
final class EmbeddingLogs {
    int frequency;
    Optional<String> metadata = Optional.empty();
    final Map<String, String> metadataOf = new LinkedHashMap<>();

    private final Map<Path, Variable> tables = new LinkedHashMap<>();
    private Path folder = Path.of("train");

    /// Writes the configuration for the embedding layers of `model`.
    void begin(Layer model, Path logDir) {
        tables.clear();
        if (frequency == 0) {
            return;
        }
        folder = logDir.resolve("train");
        var config = new StringBuilder();
        var unknown = new LinkedHashMap<>(metadataOf);
        for (var layer : model.layers()) {
            if (layer instanceof Embedding || layer instanceof ReversibleEmbedding) {
                var file = "train/embeddings-" + layer.name().replaceAll("[^\\w.-]", "_") + ".tsv";
                tables.put(logDir.resolve(file), layer.weights().getFirst());
                var names = unknown.remove(layer.name());
                config.append(entry(layer, file, names == null ? metadata.orElse(null) : names));
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("embeddings_metadata names " + unknown.keySet()
                    + ", but the model has no embedding layers called so: it has "
                    + model.layers().stream().map(Layer::name).toList());
        }
        write(logDir.resolve("projector_config.pbtxt"), config.toString());
    }

    private static String entry(Layer layer, String file, @Nullable String metadata) {
        var names = metadata == null ? "" : "  metadata_path: " + quoted(metadata) + "\n";
        return "embeddings {\n  tensor_name: "
                + quoted(layer.weights().getFirst().name()) + "\n" + names + "  tensor_path: " + quoted(file) + "\n}\n";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// Writes the tables, and all weights as Keras does, if it is their time.
    void write(Training training, long epoch) {
        if (frequency > 0 && epoch % frequency == 0) {
            tables.forEach((path, table) -> write(path, rows(table)));
            training.save(folder.resolve("keras_embedding.ckpt-" + epoch + ".weights.h5"), true);
        }
    }

    private static String rows(Variable table) {
        var text = new StringBuilder();
        for (var row : table.tensor().floats2d()) {
            var line = new StringJoiner("\t", "", "\n");
            for (float value : row) {
                line.add(Float.toString(value));
            }
            text.append(line);
        }
        return text.toString();
    }

    private static void write(Path path, String text) {
        AtomicFile.write(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
