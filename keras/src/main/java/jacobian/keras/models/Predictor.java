package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.ImagePreprocessing;
import jacobian.keras.data.Preprocessing;
import jacobian.keras.data.Table;
import jacobian.keras.data.TabularPreprocessing;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// A model with what turns raw rows or image files into its inputs and its outputs into words: what a service
/// needs of a file that `jac train` wrote. Many threads may use one.
///
/// ```java
/// var predictor = Predictor.load(Path.of("people.keras"));
/// var answer = predictor.predict(Map.of("age", "31", "sex", "female", "fare", "12.5"));
/// answer.label().orElseThrow();
/// ```
public final class Predictor {
    private static final int BATCH = 256;
    private static final String ASSET = "jacobian/preprocessing.json";

    private final Model model;
    private final Preprocessing preprocessing;

    /// From what is in memory.
    public Predictor(Model model, Preprocessing preprocessing) {
        this.model = model;
        this.preprocessing = preprocessing;
    }

    /// Reads a `.keras` file that `jac train` or [#save] wrote.
    ///
    /// @throws RefusedFileException where the file is no model, is broken or beyond a limit, or keeps nothing of
    /// raw inputs
    public static Predictor load(Path file) {
        return load(file, _ -> {});
    }

    /// As [#load(Path)], with options.
    public static Predictor load(Path file, Consumer<LoadOptions> options) {
        var assets = new HashMap<String, byte[]>();
        var model = Models.load(file, load -> taking(load, assets, options));
        return of(model, assets, file.toString());
    }

    /// Reads such a file from `stream` to its end.
    public static Predictor load(InputStream stream) {
        var assets = new HashMap<String, byte[]>();
        var model = Models.load(stream, load -> taking(load, assets, _ -> {}));
        return of(model, assets, "the stream");
    }

    private static void taking(LoadOptions load, Map<String, byte[]> assets, Consumer<LoadOptions> options) {
        options.accept(load);
        load.assets(load.assets().andThen(assets::putAll));
    }

    private static Predictor of(Model model, Map<String, byte[]> assets, String source) {
        return new Predictor(
                model,
                preprocessing(assets)
                        .orElseThrow(() -> new RefusedFileException(
                                source + " keeps nothing of raw inputs: load it by Models.load, and give it tensors")));
    }

    /// What the assets of a file, [LoadOptions#assets], say of raw inputs; empty where they do not.
    ///
    /// @throws RefusedFileException where it is broken
    public static Optional<Preprocessing> preprocessing(Map<String, byte[]> assets) {
        var text = assets.get(ASSET);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Preprocessing.of(Json.readObject(new String(text, StandardCharsets.UTF_8), Limits.standard())));
        } catch (IllegalArgumentException e) {
            throw new RefusedFileException(ASSET + ": " + e.getMessage(), e);
        }
    }

    /// Writes the model and what was learned about raw inputs to a `.keras` file, which Keras opens too.
    public void save(Path file) {
        save(file, _ -> {});
    }

    /// As [#save(Path)], with options.
    public void save(Path file, Consumer<SaveOptions> options) {
        model.save(file, save -> {
            options.accept(save);
            save.asset(ASSET, Json.write(preprocessing.config()).getBytes(StandardCharsets.UTF_8));
        });
    }

    /// The model inside.
    public Model model() {
        return model;
    }

    /// What was learned about raw inputs.
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /// The answer to one raw row by the names of its columns; what it lacks counts as missing.
    public Prediction predict(Map<String, String> row) {
        return predict(Tensor.of(table().input(row), 1, table().width())).getFirst();
    }

    /// The answer to each row. The columns may stand in any order, beside others; one that is absent is refused.
    public List<Prediction> predict(Table rows) {
        return predict(Tensor.of(flat(table().inputs(rows)), rows.rows(), table().width()));
    }

    private static float[] flat(float[][] rows) {
        var all = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
        }
        return all;
    }

    private TabularPreprocessing table() {
        if (preprocessing instanceof TabularPreprocessing table) {
            return table;
        }
        throw new IllegalStateException(model.name() + " was trained with " + described()
                + ", not with rows of a table: give it predict(Tensor)"
                + (preprocessing instanceof ImagePreprocessing ? " or predict(List<Path>)" : ""));
    }

    private String described() {
        return preprocessing instanceof ImagePreprocessing ? "images" : "arrays";
    }

    /// The answer to each image file.
    public List<Prediction> predict(List<Path> images) {
        if (!(preprocessing instanceof ImagePreprocessing image)) {
            throw new IllegalStateException(
                    model.name() + " was not trained with images: give it what it was trained" + " with");
        }
        var answers = new ArrayList<Prediction>();
        for (int from = 0; from < images.size(); from += BATCH) {
            answers.addAll(predict(image.inputs(images.subList(from, Math.min(from + BATCH, images.size())))));
        }
        return answers;
    }

    /// The answer to each row of inputs as the model takes them.
    public List<Prediction> predict(Tensor x) {
        return answers(model.predict(x));
    }

    /// Words for what the model gave.
    public List<Prediction> answers(Tensor outputs) {
        return answers(outputs, preprocessing.classNames());
    }

    /// Each row of `outputs` with the names of its numbers.
    static List<Prediction> answers(Tensor outputs, List<String> classNames) {
        int rows = outputs.shape().size(0);
        int width = Math.toIntExact(outputs.shape().size() / Math.max(1, rows));
        var values = outputs.doubles();
        return IntStream.range(0, rows)
                .mapToObj(row -> new Prediction(
                        classNames,
                        IntStream.range(row * width, (row + 1) * width)
                                .mapToObj(i -> values[i])
                                .toList()))
                .toList();
    }
}
