package jacobian.bench;

import jacobian.keras.config.Seeds;
import jacobian.keras.data.Dataset;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.saving.Npz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// A hundred steps from weights and on batches that are written to files first, so that Keras can take the same:
/// ten epochs of ten batches, in order.
///
/// The loss is that of the tenth epoch, as `fit` tells it.
final class HundredSteps {
    private static final int BATCHES = 10;
    private static final int EPOCHS = 10;

    private HundredSteps() {}

    /// Writes `model.keras` and `batches.npz` into `folder` and trains.
    static SequencedMap<String, Object> answer(Workload workload, Path folder) {
        Seeds.setRandomSeed(1);
        var x = workload.inputs(BATCHES * workload.batch());
        var y = workload.labels(BATCHES * workload.batch());
        var model = workload.model();
        model.compile(new Adam(), new SparseCategoricalCrossentropy());
        try {
            Files.createDirectories(folder);
            model.save(folder.resolve("model.keras"));
            Npz.write(folder.resolve("batches.npz"), Map.of("x", x, "y", y));
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be written", e);
        }
        var history = model.fit(
                Dataset.of(x, y),
                fit -> fit.batchSize(workload.batch()).epochs(EPOCHS).shuffle(false));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("loss", history.last("loss"));
        answer.put("steps", BATCHES * EPOCHS);
        return answer;
    }
}
