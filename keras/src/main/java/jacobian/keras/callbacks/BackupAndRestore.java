package jacobian.keras.callbacks;

import jacobian.keras.config.Checks;
import jacobian.keras.saving.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Backs the run up so that, killed at whatever moment, it goes on where it was: the program is simply started
/// again.
///
/// ```java
/// model.fit(train, fit -> fit.epochs(50).callbacks(new BackupAndRestore(Path.of("backup"))));
/// ```
///
/// What goes on ends with the same bits as a run that was never killed: weights, optimizer, epoch and step, the
/// order of the examples, random numbers, metrics of the begun epoch, history, and the states of other
/// callbacks ([Callback#state]) are kept, in one file that is written whole or not at all. When the run ends
/// the backup is removed; one that was interrupted keeps it.
public final class BackupAndRestore extends Callback {
    private static final String FILE = "latest.weights.h5";
    private static final String METADATA = "training_metadata.json";

    private final Path backupDir;
    private final BatchCount batches = new BatchCount();
    private boolean doubleCheckpoint;
    private boolean deleteCheckpoint = true;

    /// Backs up into `backupDir`, which is made if it is not there and belongs to this run alone.
    public BackupAndRestore(Path backupDir) {
        this.backupDir = backupDir;
    }

    /// Sets after how many batches there is a backup; after each epoch unless set.
    public BackupAndRestore saveFreq(int batches) {
        this.batches.every = Checks.positive("save_freq", batches);
        return this;
    }

    /// Sets whether the backup before the last is kept too, and read where the last cannot be; it is not unless
    /// set.
    public BackupAndRestore doubleCheckpoint(boolean doubleCheckpoint) {
        this.doubleCheckpoint = doubleCheckpoint;
        return this;
    }

    /// Sets whether the backup is removed when the run has ended; it is unless set.
    public BackupAndRestore deleteCheckpoint(boolean deleteCheckpoint) {
        this.deleteCheckpoint = deleteCheckpoint;
        return this;
    }

    private Path file() {
        return backupDir.resolve(FILE);
    }

    private Path former() {
        return backupDir.resolve(FILE + ".bkp");
    }

    @Override
    public void onTrainBegin(Training training) {
        batches.begin();
        try {
            Files.createDirectories(backupDir);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + backupDir + ": " + e.getMessage(), e);
        }
        training.resume(List.of(file(), former()));
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        // An epoch that was broken off is not over: what goes on begins it anew.
        if (batches.every == 0 && !training.isStopped()) {
            backUp(training);
        }
    }

    @Override
    public void onTrainBatchEnd(Training training, long batch, Logs logs) {
        if (batches.isDue(batch)) {
            backUp(training);
        }
    }

    private void backUp(Training training) {
        if (doubleCheckpoint && Files.exists(file())) {
            AtomicFile.write(former(), out -> Files.copy(file(), out));
        }
        training.backUp(file());
    }

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
        if (deleteCheckpoint && !Thread.currentThread().isInterrupted()) {
            try {
                for (var name : List.of(FILE, FILE + ".bkp", METADATA)) {
                    Files.deleteIfExists(backupDir.resolve(name));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot remove the backup in " + backupDir + ": " + e.getMessage(), e);
            }
        }
    }

    @Override
    public Map<String, Object> state() {
        return batches.state();
    }

    @Override
    public void restoreState(Map<String, Object> state) {
        batches.restore(state);
    }
}
