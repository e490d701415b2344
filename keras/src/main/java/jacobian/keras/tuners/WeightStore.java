package jacobian.keras.tuners;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.models.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The weights of the best epoch of each trial: in the folder of the search, or in memory where it has none.
final class WeightStore {
    private final Optional<Path> folder;
    private final Map<Integer, List<Tensor>> kept = new ConcurrentHashMap<>();

    WeightStore(Optional<Path> folder) {
        this.folder = folder;
    }

    private static Path file(Path folder, int trial) {
        return folder.resolve("trial-%04d.weights.h5".formatted(trial));
    }

    /// Keeps `weights`, which then `model` has.
    void put(int trial, Model model, List<Tensor> weights) {
        if (folder.isEmpty()) {
            kept.put(trial, weights);
            return;
        }
        model.setWeights(weights);
        model.saveWeights(file(folder.get(), trial));
    }

    /// Gives `model` the weights of a trial.
    void restore(int trial, Model model) {
        if (folder.isPresent()) {
            model.loadWeights(file(folder.get(), trial));
            return;
        }
        model.setWeights(Optional.ofNullable(kept.get(trial))
                .orElseThrow(() -> new IllegalStateException("no weights of trial " + trial + " are kept")));
    }

    /// Forgets those of a trial.
    void remove(int trial) {
        kept.remove(trial);
        folder.ifPresent(each -> {
            try {
                Files.deleteIfExists(file(each, trial));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + file(each, trial) + ": " + e.getMessage(), e);
            }
        });
    }
}
