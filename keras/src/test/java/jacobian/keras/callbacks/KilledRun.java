package jacobian.keras.callbacks;

import static jacobian.keras.activations.Activations.RELU;

import jacobian.engine.shape.Shape;
import jacobian.keras.config.Seeds;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.metrics.Metrics;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.random.SeedGenerator;
import jacobian.keras.saving.AtomicFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program that trains a small model and saves it all the time; killed, it is simply started again.
final class KilledRun {
    static final String READY = "training";
    static final String RESULT = "result";
    static final String NEWEST = "newest.keras";
    static final String BACKUP = "backup";

    private static final int EXAMPLES = 96;
    private static final int BATCH = 16;

    private KilledRun() {}

    /// Takes the folder and the number of epochs.
    public static void main(String[] args) {
        run(Path.of(args[0]), Integer.parseInt(args[1]));
    }

    static Sequential model() {
        return new Sequential(
                new Input(6), new Dense(16).activation(RELU), new BatchNormalization(), new Dropout(0.3), new Dense(2));
    }

    static void run(Path folder, int epochs) {
        Seeds.setRandomSeed(11);
        var x = new SeedGenerator(1).normal(Shape.of(EXAMPLES, 6));
        var y = x.matmul(new SeedGenerator(2).normal(Shape.of(6, 2))).sin();
        var model = model();
        model.compile(new Adam(0.01), new MeanSquaredError(), Metrics.of("mae"));
        var history = model.fit(
                Dataset.of(x, y),
                fit -> fit.epochs(epochs)
                        .batchSize(BATCH)
                        .validationSplit(0.25)
                        .callbacks(
                                new BackupAndRestore(folder.resolve(BACKUP)).saveFreq(1),
                                new ModelCheckpoint(folder, NEWEST).saveFreq(2),
                                new ReduceLROnPlateau().patience(1).minDelta(0.02),
                                new Ready()));
        var results = new ArrayList<float[]>();
        model.variables().forEach(each -> results.add(each.floats()));
        model.optimizer().variables().forEach(each -> results.add(each.tensor().floats()));
        AtomicFile.write(folder.resolve(RESULT), out -> {
            out.write(history.history().toString().getBytes(StandardCharsets.UTF_8));
            out.write(bytes(results));
        });
    }

    private static byte[] bytes(List<float[]> all) {
        var bytes = ByteBuffer.allocate(
                4 * all.stream().mapToInt(each -> each.length).sum());
        all.forEach(each -> {
            for (float value : each) {
                bytes.putFloat(value);
            }
        });
        return bytes.array();
    }

    /// Tells whoever looks on that steps are taken and the first of this process is backed up.
    private static final class Ready extends Callback {
        private int begun;

        @Override
        public void onTrainBatchBegin(Training training, long batch) {
            if (++begun == 2) {
                System.out.println(READY);
            }
        }
    }
}
