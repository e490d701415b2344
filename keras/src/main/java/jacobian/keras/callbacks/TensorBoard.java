package jacobian.keras.callbacks;

import jacobian.keras.config.Checks;
import jacobian.keras.tensorboard.Event;
import jacobian.keras.tensorboard.SummaryWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Logs a run for TensorBoard: losses and metrics, the learning rate, histograms of weights and gradients, the
/// graph of the model, pictures of kernels, embeddings.
///
/// ```java
/// model.fit(train, fit -> fit.epochs(5).validation(test).callbacks(new TensorBoard("logs")));
/// ```
///
/// Then `tensorboard --logdir logs` shows it, also while it runs. The folders `train` and `validation`, the
/// names and the steps are those of Keras:
///
/// | name | folder | step | |
/// |---|---|---|---|
/// | `epoch_loss`, `epoch_` and each metric | both | epoch | after each epoch |
/// | `epoch_learning_rate` | train | epoch | after each epoch |
/// | `batch_loss`, `batch_` and each metric | train | batch | with [#updateFreq] |
/// | `evaluation_loss_vs_iterations`, and so on | validation | steps of the optimizer | after each validation |
/// | `epoch_steps_per_second`, `batch_steps_per_second` | train | | with [#writeStepsPerSecond] |
/// | each weight and `/histogram` | train | epoch | with [#histogramFreq] |
/// | each weight and `/gradient` | train | epoch | with [#histogramFreq]; not in Keras |
/// | each weight and `/image` | train | epoch | with [#writeImages] |
///
/// Batches count from 1 over all epochs. Unlike Keras, which with [#updateFreq] of several batches leaves out
/// the numbers of epochs that end between two of these, numbers of epochs are always written. There is no
/// profiler here.
public final class TensorBoard extends Callback {
    /// How often losses and metrics are logged.
    public enum Frequency {
        EPOCH,
        BATCH
    }

    private final Path logDir;
    private int histogramFreq;
    private boolean writeGraph = true;
    private boolean writeImages;
    private boolean writeGradients = true;
    private boolean writeStepsPerSecond;
    private int updateFreq;
    private final EmbeddingLogs embeddings = new EmbeddingLogs();
    private Map<String, Object> hyperparameters = Map.of();

    private @Nullable SummaryWriter train;
    private @Nullable SummaryWriter validation;
    private @Nullable SummaryWriter session;
    private @Nullable GradientLogs gradients;
    private long batches;
    private long batchBegan;
    private long epochBegan;
    private long iterations;

    /// Logs into the folder `logs`.
    public TensorBoard() {
        this("logs");
    }

    /// Logs into the folder `logDir`.
    public TensorBoard(String logDir) {
        this(Path.of(logDir));
    }

    /// Logs into the folder `logDir`. A folder for each run lets TensorBoard compare them.
    public TensorBoard(Path logDir) {
        this.logDir = logDir;
    }

    /// Sets after how many epochs histograms of the weights are logged, the first epoch among them; 0, unless
    /// set, logs none.
    public TensorBoard histogramFreq(int histogramFreq) {
        this.histogramFreq = Checks.notNegative("histogram_freq", histogramFreq);
        return this;
    }

    /// Sets whether the graph of the model is logged; it is unless set.
    public TensorBoard writeGraph(boolean writeGraph) {
        this.writeGraph = writeGraph;
        return this;
    }

    /// Sets whether weights are logged as pictures, together with their histograms; they are not unless set.
    public TensorBoard writeImages(boolean writeImages) {
        this.writeImages = writeImages;
        return this;
    }

    /// Sets whether, together with histograms of the weights, those of their gradients in the first batch of the
    /// epoch are logged; they are unless set. Keras has no such option.
    public TensorBoard writeGradients(boolean writeGradients) {
        this.writeGradients = writeGradients;
        return this;
    }

    /// Sets whether the steps per second are logged; they are not unless set.
    public TensorBoard writeStepsPerSecond(boolean writeStepsPerSecond) {
        this.writeStepsPerSecond = writeStepsPerSecond;
        return this;
    }

    /// Sets whether losses and metrics are logged after each batch, or only after each epoch, as unless set.
    public TensorBoard updateFreq(Frequency updateFreq) {
        this.updateFreq = updateFreq == Frequency.BATCH ? 1 : 0;
        return this;
    }

    /// Logs losses and metrics after so many batches, besides after each epoch.
    public TensorBoard updateFreq(int updateFreq) {
        this.updateFreq = Checks.positive("update_freq", updateFreq);
        return this;
    }

    /// Sets after how many epochs embeddings are logged for the projector; 0, unless set, logs none.
    public TensorBoard embeddingsFreq(int embeddingsFreq) {
        embeddings.frequency = Checks.notNegative("embeddings_freq", embeddingsFreq);
        return this;
    }

    /// Sets the file, in the folder of the logs, with what the rows of every embedding stand for: one line a row,
    /// and a first line of titles if there are several columns.
    public TensorBoard embeddingsMetadata(String file) {
        embeddings.metadata = Optional.of(file);
        return this;
    }

    /// As above, for the embedding layer called `layer`.
    public TensorBoard embeddingsMetadata(String layer, String file) {
        embeddings.metadataOf.put(layer, file);
        return this;
    }

    /// Logs the hyperparameters of the run, for the HParams panel: what `hp.KerasCallback` does for Keras.
    public TensorBoard hparams(Map<String, ?> hyperparameters) {
        this.hyperparameters = new LinkedHashMap<>(hyperparameters);
        return this;
    }

    /// What writes into `train` during a run, for what a program wants to log besides.
    public SummaryWriter writer() {
        if (train == null) {
            throw new IllegalStateException("no run is going on: log within fit, or open a SummaryWriter");
        }
        return train;
    }

    private SummaryWriter validation() {
        var open = validation;
        if (open == null) {
            open = new SummaryWriter(logDir.resolve("validation"));
            validation = open;
        }
        return open;
    }

    /// The number of batches, so that their axis goes on in a run that goes on.
    @Override
    public Map<String, Object> state() {
        return Map.of("batches", batches);
    }

    @Override
    public void restoreState(Map<String, Object> state) {
        batches = (Long) Objects.requireNonNull(state.get("batches"));
    }

    @Override
    public void onTrainBegin(Training training) {
        close();
        batches = 0;
        var writer = new SummaryWriter(logDir.resolve("train"));
        train = writer;
        if (writeGraph) {
            training.modelJson().ifPresent(json -> writer.kerasModel("keras", json, 0));
            writer.graph(training.graphNodes());
        }
        if (!hyperparameters.isEmpty()) {
            session = new SummaryWriter(logDir);
            session.hparams(hyperparameters);
            session.flush();
        }
        embeddings.begin(training.model(), logDir);
        gradients = histogramFreq > 0 && writeGradients ? new GradientLogs(training.model()) : null;
        if (gradients != null) {
            training.probe(gradients);
        }
        writer.flush();
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        if (gradients != null) {
            gradients.due = epoch % histogramFreq == 0;
        }
        if (writeStepsPerSecond) {
            iterations = training.optimizer().iterations();
            epochBegan = System.nanoTime();
        }
    }

    @Override
    public void onTrainBatchBegin(Training training, long batch) {
        batches++;
        batchBegan = System.nanoTime();
    }

    @Override
    public void onTrainBatchEnd(Training training, long batch, Logs logs) {
        if (updateFreq == 0 || batches % updateFreq != 0) {
            return;
        }
        if (writeStepsPerSecond) {
            writer().scalar("batch_steps_per_second", perSecond(1, batchBegan), batches);
        }
        logs.all().forEach((name, value) -> writer().scalar("batch_" + name, value, batches));
    }

    private static double perSecond(long steps, long began) {
        return steps * 1e9 / Math.max(1, System.nanoTime() - began);
    }

    @Override
    public void onTestEnd(Training training, Map<String, Double> logs) {
        long step = training.optimizer().iterations();
        logs.forEach((name, value) -> validation().scalar("evaluation_" + name + "_vs_iterations", value, step));
        if (training.epochs() == 0) {
            close();
        }
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        var numbers = new LinkedHashMap<>(logs);
        numbers.put("learning_rate", training.optimizer().learningRate());
        if (writeStepsPerSecond) {
            numbers.put("steps_per_second", perSecond(training.optimizer().iterations() - iterations, epochBegan));
        }
        numbers.forEach((name, value) -> {
            boolean isValidation = name.startsWith("val_");
            var writer = isValidation ? validation() : writer();
            writer.scalar("epoch_" + (isValidation ? name.substring(4) : name), value, epoch);
        });
        if (histogramFreq > 0 && epoch % histogramFreq == 0) {
            WeightLogs.write(training.model(), writer(), epoch, writeImages);
            Optional.ofNullable(gradients).ifPresent(each -> each.write(writer(), epoch));
        }
        embeddings.write(training, epoch);
        open().forEach(SummaryWriter::flush);
    }

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
        Optional.ofNullable(session).ifPresent(each -> each.hparamsEnd(Event.Status.SUCCESS));
        close();
    }

    @Override
    public void onTrainFailed(Training training, Throwable cause) {
        Optional.ofNullable(session).ifPresent(each -> each.hparamsEnd(Event.Status.FAILURE));
        close();
    }

    private List<SummaryWriter> open() {
        var open = new ArrayList<SummaryWriter>();
        for (var writer : new @Nullable SummaryWriter[] {train, validation, session}) {
            Optional.ofNullable(writer).ifPresent(open::add);
        }
        return open;
    }

    private void close() {
        open().forEach(SummaryWriter::close);
        train = null;
        validation = null;
        session = null;
    }
}
