package jacobian.keras.models;

import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.saving.WeightFile;
import jacobian.keras.saving.WeightGroup;
import jacobian.keras.saving.WeightTable;
import jacobian.keras.saving.ZipArchive;
import jacobian.keras.saving.hdf5.KerasArchive;
import jacobian.keras.saving.hdf5.ShardedWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Weights of a model in files of their own.
final class WeightFiles {
    private WeightFiles() {}

    static void save(Model model, Path file, Consumer<SaveWeightsOptions> options) {
        var chosen = new SaveWeightsOptions();
        options.accept(chosen);
        if (!model.isBuilt()) {
            throw new IllegalStateException(model.name()
                    + " has no weights to save before its first call: call it, or give the model an Input");
        }
        if (!chosen.overwrites() && Files.exists(file)) {
            throw new IllegalArgumentException(file + " is there already: set overwrite(true) to replace it");
        }
        var kind = kind(file);
        var groups = groups(model, kind == WeightFile.HDF5 || kind == WeightFile.SHARDS);
        if (chosen.maxShardSize().isEmpty()) {
            kind.write(file, groups);
        } else if (kind == WeightFile.SHARDS) {
            ShardedWeights.write(file, groups, chosen.maxShardSize().getAsLong());
        } else {
            throw new IllegalArgumentException(
                    file + " is one file: weights in several files need a name that ends in .weights.json");
        }
    }

    /// As in Keras the state of the optimizer stands beside the weights of a compiled model.
    private static List<WeightGroup> groups(Model model, boolean includeOptimizer) {
        var groups = new ArrayList<>(WeightTree.of(model).groups());
        if (includeOptimizer && model.isCompiled()) {
            groups.addAll(OptimizerTree.groups(model.optimizer(), model));
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
        if (!file.toString().endsWith(".keras")) {
            return kind(file).open(file, limits);
        }
        try {
            return KerasArchive.read(ZipArchive.open(file, limits), limits).weights();
        } catch (RefusedFileException refused) {
            throw refused.in(file.toString());
        }
    }

    private static WeightFile kind(Path file) {
        return Arrays.stream(WeightFile.values())
                .filter(each -> each.isNamed(file))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        file + " is no file of weights by its name: it ends in .weights.h5, .weights.json, .safetensors"
                                + " or .npz"));
    }
}
