package jacobian.keras.fuzzing;

import static jacobian.keras.activations.Activations.RELU;

import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Conv1D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.LSTM;
import jacobian.keras.models.Sequential;
import jacobian.keras.saving.WeightFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Weights of a small model in files of every kind, and how they are loaded.
final class SavedWeights {
    private static final Sequential MODEL = new Sequential(
            new Input(4, 2), new Conv1D(3, 2).activation(RELU), new BatchNormalization(), new LSTM(2), new Dense(2));

    private static final List<Path> FILES = write();

    private SavedWeights() {}

    static List<Path> files() {
        return FILES;
    }

    /// A file that is whole and does not fit this model is told from one that is broken, and so is a list of
    /// files that names one which is not there.
    static void load(Path file) {
        try {
            copyShards(file);
            MODEL.loadWeights(file);
        } catch (UncheckedIOException problem) {
            if (!(problem.getCause() instanceof NoSuchFileException)) {
                throw problem;
            }
        } catch (IllegalArgumentException misfit) {
            if (!String.valueOf(misfit.getMessage()).contains("does not fit the model")) {
                throw misfit;
            }
        }
    }

    /// Files in which a list beside them finds the weights.
    private static void copyShards(Path file) {
        try (var beside = Files.list(FILES.getFirst().getParent())) {
            for (var shard : beside.filter(each -> each.toString().matches(".*_\\d+\\.weights\\.h5"))
                    .toList()) {
                var copy = file.resolveSibling(shard.getFileName());
                if (!Files.exists(copy)) {
                    Files.copy(shard, copy);
                }
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static List<Path> write() {
        try {
            var folder = Files.createTempDirectory("weights");
            folder.toFile().deleteOnExit();
            var files = new ArrayList<Path>();
            for (var kind : WeightFile.values()) {
                var file = folder.resolve("model" + kind.ending());
                MODEL.saveWeights(file);
                file.toFile().deleteOnExit();
                files.add(file);
            }
            return files;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
