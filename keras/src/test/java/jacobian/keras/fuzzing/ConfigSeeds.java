package jacobian.keras.fuzzing;

import jacobian.keras.layers.Layer;
import jacobian.keras.losses.Loss;
import jacobian.keras.metrics.Metric;
import jacobian.keras.optimizers.Optimizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/// The configurations of the golden files of serialization, each in a file of its own.
final class ConfigSeeds {
    /// What the objects of a module of Keras are.
    static final Map<String, Class<?>> TYPES = Map.of(
            "keras.layers", Layer.class,
            "keras.losses", Loss.class,
            "keras.metrics", Metric.class,
            "keras.optimizers", Optimizer.class);

    private static final List<Path> FILES = write();

    private ConfigSeeds() {}

    static List<Path> files() {
        return FILES;
    }

    private static List<Path> write() {
        try {
            var folder = Files.createTempDirectory("configs");
            folder.toFile().deleteOnExit();
            var files = new ArrayList<Path>();
            for (var name : List.of("configs.json", "configs_of_layers.json")) {
                for (var saved : golden(name)) {
                    var file = folder.resolve(files.size() + ".json");
                    Files.write(file, saved);
                    file.toFile().deleteOnExit();
                    files.add(file);
                }
            }
            return files;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static List<byte[]> golden(String name) throws IOException {
        var found = new ArrayList<byte[]>();
        try (var stream = Objects.requireNonNull(ConfigSeeds.class.getResourceAsStream("/golden/" + name))) {
            for (var family : JsonMapper.shared().readTree(stream)) {
                family.valueStream()
                        .filter(each -> each.has("saved")
                                && TYPES.containsKey(
                                        each.get("saved").path("module").asString("")))
                        .forEach(each -> found.add(JsonMapper.shared().writeValueAsBytes(each.get("saved"))));
            }
        }
        return found;
    }
}
