package jacobian.keras.models;

import jacobian.keras.saving.Limits;
import jacobian.keras.saving.WeightFile;
import jacobian.keras.saving.WeightGroup;
import jacobian.keras.saving.WeightTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Weights of a model in files of their own.
final class WeightFiles {
    private WeightFiles() {}

    static void save(Model model, Path file, boolean overwrite) {
        if (!model.isBuilt()) {
            throw new IllegalStateException(model.name()
                    + " has no weights to save before its first call: call it, or give the model an Input");
        }
        if (!overwrite && Files.exists(file)) {
            throw new IllegalArgumentException(file + " is there already: give overwrite true to replace it");
        }
        var kind = kind(file);
        kind.write(file, groups(model, kind == WeightFile.HDF5));
    }

    /// As in Keras the state of the optimizer stands beside the weights of a compiled model.
    private static List<WeightGroup> groups(Model model, boolean includeOptimizer) {
        var groups = new ArrayList<>(WeightTree.of(model).groups());
        if (includeOptimizer && model.isCompiled()) {
            groups.addAll(OptimizerTree.groups(model.optimizer()));
        }
        return groups;
    }

    static LoadedWeights load(Model model, Path file, Consumer<LoadWeightsOptions> options) {
        if (!model.isBuilt()) {
            throw new IllegalStateException(
                    model.name() + " has no weights before its first call: call it, or give the model an Input");
        }
        var chosen = new LoadWeightsOptions();
        options.accept(chosen);
        if (LegacyWeightFile.isOne(file, chosen.limits())) {
            return LegacyWeightFile.load(model, file, chosen);
        }
        try (var table = open(file, chosen.limits())) {
            return new WeightMatching(model, table, chosen).run();
        } catch (IllegalArgumentException misfit) {
            throw new IllegalArgumentException(file + ": " + misfit.getMessage(), misfit);
        }
    }

    static WeightTable open(Path file, Limits limits) {
        return kind(file).open(file, limits);
    }

    private static WeightFile kind(Path file) {
        return Arrays.stream(WeightFile.values())
                .filter(each -> each.isNamed(file))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        file + " is no file of weights by its name: it ends in .weights.h5, .safetensors or .npz"));
    }
}
