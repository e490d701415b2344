package jacobian.cli;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Preprocessing;
import jacobian.keras.data.TabularPreprocessing;
import jacobian.keras.models.Model;
import jacobian.keras.models.Models;
import jacobian.keras.models.Predictor;
import jacobian.keras.models.SaveOptions;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// A model with what its file says beside it.
///
/// @param origin what `jac train` made it of
record StoredModel(Model model, Optional<Preprocessing> preprocessing, Optional<Origin> origin) {
    private static final String ORIGIN = "jacobian/origin.json";

    static StoredModel load(ModelFile file) {
        ArrayFile.checkThere(file.path());
        var assets = new HashMap<String, byte[]>();
        var model = Models.load(file.path(), load -> load.assets(assets::putAll));
        return new StoredModel(model, Predictor.preprocessing(assets), origin(assets));
    }

    private static Optional<Origin> origin(Map<String, byte[]> assets) {
        return Optional.ofNullable(assets.get(ORIGIN))
                .map(text -> Json.readObject(new String(text, StandardCharsets.UTF_8), Limits.standard()))
                .flatMap(Origin::of);
    }

    void save(Path path) {
        save(path, true);
    }

    /// Writes a `.keras` file with all that is known.
    void save(Path path, boolean includeOptimizer) {
        Consumer<SaveOptions> options = save -> {
            save.includeOptimizer(includeOptimizer);
            origin.ifPresent(
                    each -> save.asset(ORIGIN, Json.write(each.config()).getBytes(StandardCharsets.UTF_8)));
        };
        preprocessing.ifPresentOrElse(
                known -> new Predictor(model, known).save(path, options), () -> model.save(path, options));
    }

    /// Whether the loss that the file was compiled with wants one-hot rows.
    boolean wantsOneHot() {
        return model.isCompiled()
                && config().get("compile_config") instanceof Map<?, ?> compiled
                && Targets.wantsOneHot(compiled);
    }

    /// The settings of the model, as its file has them.
    Map<String, Object> config() {
        return model.describe();
    }

    /// The column that was learned.
    Optional<String> targetName() {
        return preprocessing
                .filter(TabularPreprocessing.class::isInstance)
                .map(each -> ((TabularPreprocessing) each).target().column());
    }

    /// The names of the classes that `outputs` have: those of training, or numbers where each row of the only
    /// output is made of probabilities.
    List<String> classNames(SequencedMap<String, Tensor> outputs) {
        if (preprocessing.isPresent()) {
            return preprocessing.get().classNames();
        }
        var output = outputs.firstEntry().getValue();
        if (outputs.size() != 1 || output.rank() != 2 || output.shape().size(1) < 2) {
            return List.of();
        }
        int width = output.shape().size(1);
        var values = output.doubles();
        for (int row = 0; row < values.length / width; row++) {
            double sum = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                if (!(values[i] >= 0)) {
                    return List.of();
                }
                sum += values[i];
            }
            if (Math.abs(sum - 1) > 1e-3) {
                return List.of();
            }
        }
        return IntStream.range(0, width).mapToObj(Integer::toString).toList();
    }

    /// Refuses data that the model cannot learn.
    void checkTakes(TrainData data, TrainOptions options) {
        var inputs = model.inputs();
        var outputs = model.outputs();
        if (inputs.size() != 1 || outputs.size() != 1) {
            throw new IllegalArgumentException(options.start().orElseThrow() + " has " + inputs.size() + " inputs and "
                    + outputs.size() + " outputs that are known: jac train goes on with models of one each");
        }
        var input = inputs.getFirst().shape();
        var row = data.train().x().type().shape();
        boolean fits = input.rank() == row.rank() + 1
                && IntStream.range(0, row.rank()).allMatch(i -> input.dim(i + 1).agrees(row.dim(i)));
        if (!fits) {
            throw new IllegalArgumentException(options.start().orElseThrow() + " takes examples of "
                    + input.range(1, input.rank()) + ", and those of " + options.data() + " are " + row
                    + ": train a new network, without --model");
        }
        var output = outputs.getFirst().shape();
        int classes = data.train().classNames().size();
        boolean tells = output.rank() == 2 && (output.size(1) == classes || output.size(1) == 1 && classes == 2);
        if (data.isClassified() && !tells) {
            throw new IllegalArgumentException(options.start().orElseThrow() + " gives "
                    + output.range(1, output.rank()) + ", and " + options.data() + " has " + classes
                    + " classes: train a new network, without --model");
        }
    }
}
