package jacobian.bench;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import jacobian.keras.config.Seeds;
import jacobian.keras.data.Dataset;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.models.Model;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.saving.Npz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// A hundred steps from weights and on batches that are written to files first, so that Keras can take the same:
/// ten epochs of ten batches, in order.
///
/// The loss is that of the tenth epoch, as `fit` tells it. The steps in float64 begin with the same numbers: where
/// two frameworks part in float32 by rounding alone, they agree there.
final class HundredSteps {
    private static final int BATCHES = 10;
    private static final int EPOCHS = 10;

    private HundredSteps() {}

    /// Writes `model.keras` and `batches.npz` of `type` into `folder` and trains.
    static SequencedMap<String, Object> answer(Workload workload, Path folder, DType type) {
        Seeds.setRandomSeed(1);
        var x = in(type, workload.inputs(BATCHES * workload.batch()));
        var y = workload.labels(BATCHES * workload.batch());
        var weights = workload.model().getWeights();
        var before = Config.floatx();
        Config.setFloatx(type);
        try {
            var model = workload.model();
            model.setWeights(weights.stream().map(each -> in(type, each)).toList());
            model.compile(adam(), new SparseCategoricalCrossentropy());
            write(folder, model, Map.of("x", x, "y", y));
            var history = model.fit(
                    Dataset.of(x, y),
                    fit -> fit.batchSize(workload.batch()).epochs(EPOCHS).shuffle(false));
            var answer = new LinkedHashMap<String, Object>();
            answer.put("loss", BigDecimal.valueOf(history.last("loss")));
            answer.put("steps", BATCHES * EPOCHS);
            return answer;
        } finally {
            Config.setFloatx(before);
        }
    }

    /// With settings that float32 has too: in float64 Keras on TensorFlow takes the powers of beta, and only these,
    /// from its float32 value, so that 0.999 would not be one number there.
    private static Adam adam() {
        return new Adam(0.001f).beta1(0.9f).beta2(0.999f);
    }

    /// Numbers in `type`; ids of words stay as they are.
    private static Tensor in(DType type, Tensor x) {
        return x.dtype().isFloating() ? x.cast(type) : x;
    }

    private static void write(Path folder, Model model, Map<String, Tensor> batches) {
        try {
            Files.createDirectories(folder);
            model.save(folder.resolve("model.keras"));
            Npz.write(folder.resolve("batches.npz"), batches);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be written", e);
        }
    }
}
