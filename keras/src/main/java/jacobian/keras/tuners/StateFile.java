package jacobian.keras.tuners;

import jacobian.keras.saving.AtomicFile;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The finished trials of a search in a file of JSON.
///
/// @param settings what the search was made with
/// @param experiment the name of the file that tells TensorBoard of the search; empty for none
record StateFile(Map<String, Object> settings, List<TrialResult> trials, String experiment) {
    private static final String NAME = "search.json";
    private static final long VERSION = 1;

    /// The state in `folder`; empty where there is none.
    static Optional<StateFile> read(Path folder) {
        var file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(Json.readObject(Files.readString(file), Limits.standard())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (RefusedFileException e) {
            throw e.in(file.toString());
        }
    }

    void write(Path folder) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("version", VERSION);
        tree.put("settings", settings);
        tree.put("experiment", experiment);
        tree.put("trials", trials.stream().map(StateFile::tree).toList());
        var text = Json.write(tree).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(folder.resolve(NAME), out -> out.write(text));
    }

    private static Map<String, Object> tree(TrialResult trial) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("trial", trial.number());
        tree.put("values", trial.values());
        trial.stage().ifPresent(stage -> tree.put("stage", tree(stage)));
        tree.put("score", trial.score());
        tree.put("metrics", trial.metrics());
        tree.put("best_epoch", trial.bestEpoch());
        tree.put("execution", trial.execution());
        tree.put("reason", trial.reason());
        return tree;
    }

    private static Map<String, Object> tree(Stage stage) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("bracket", stage.bracket());
        tree.put("round", stage.round());
        tree.put("from", stage.from().orElse(-1));
        tree.put("initial_epoch", stage.initialEpoch());
        tree.put("epochs", stage.epochs());
        return tree;
    }

    private static StateFile of(Map<String, @Nullable Object> tree) {
        if (!Long.valueOf(VERSION).equals(tree.get("version"))) {
            throw new RefusedFileException("this is no search of version " + VERSION + ", but " + tree.get("version"));
        }
        var trials = new ArrayList<TrialResult>();
        if (!(tree.get("trials") instanceof Collection<?> list)) {
            throw new RefusedFileException("the search has no trials");
        }
        list.forEach(each -> trials.add(trial(new Fields(each))));
        var fields = new Fields(tree);
        return new StateFile(fields.plain("settings"), trials, fields.text("experiment"));
    }

    private static TrialResult trial(Fields fields) {
        var metrics = new LinkedHashMap<String, Double>();
        new Fields(fields.map().get("metrics"))
                .map()
                .forEach((name, value) -> metrics.put(name.toString(), number(value)));
        return new TrialResult(
                fields.whole("trial"),
                fields.plain("values"),
                Optional.ofNullable(fields.map().get("stage")).map(stage -> stage(new Fields(stage))),
                number(fields.map().get("score")),
                metrics,
                fields.whole("best_epoch"),
                fields.whole("execution"),
                fields.text("reason"));
    }

    private static Stage stage(Fields fields) {
        int from = fields.whole("from");
        return new Stage(
                fields.whole("bracket"),
                fields.whole("round"),
                from < 0 ? OptionalInt.empty() : OptionalInt.of(from),
                fields.whole("initial_epoch"),
                fields.whole("epochs"));
    }

    private static double number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new RefusedFileException("the search says " + value + " where a number is needed");
    }

    /// An object of JSON.
    private record Fields(Map<?, ?> map) {
        Fields(@Nullable Object tree) {
            if (!(tree instanceof Map<?, ?> map)) {
                throw new RefusedFileException("the search says " + tree + " where an object is needed");
            }
            this(map);
        }

        int whole(String key) {
            if (map.get(key) instanceof Long value && value == value.intValue()) {
                return value.intValue();
            }
            throw new RefusedFileException(
                    "the search says " + map.get(key) + " for " + key + ": needs a whole number");
        }

        String text(String key) {
            if (map.get(key) instanceof String value) {
                return value;
            }
            throw new RefusedFileException("the search says " + map.get(key) + " for " + key + ": needs a text");
        }

        /// An object whose values are numbers, truth values and texts.
        LinkedHashMap<String, Object> plain(String key) {
            var plain = new LinkedHashMap<String, Object>();
            new Fields(map.get(key)).map().forEach((name, value) -> {
                if (value == null || value instanceof Map || value instanceof List) {
                    throw new RefusedFileException("the search says " + value + " for " + name);
                }
                plain.put(name.toString(), Domain.plain(value));
            });
            return plain;
        }
    }
}
