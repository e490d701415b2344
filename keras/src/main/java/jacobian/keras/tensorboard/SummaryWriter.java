package jacobian.keras.tensorboard;

import jacobian.engine.tensor.TensorLike;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Logs for TensorBoard, into a new event file in a folder: what `tf.summary` is in TensorFlow.
///
/// ```java
/// try (var writer = new SummaryWriter(Path.of("logs", "mine"))) {
///     writer.scalar("loss", 0.5, 0);
///     writer.text("note", "**first** try", 0);
/// }
/// ```
///
/// What is logged reaches the file within about a second of the next call, at [#flush] and at [#close]. Several
/// threads may log.
public final class SummaryWriter implements AutoCloseable {
    private static final AtomicInteger NEXT = new AtomicInteger();

    /// Of how many images of a call the first are kept, as in TensorFlow.
    private static final int MOST_IMAGES = 3;

    private final InstantSource clock;
    private final Path file;
    private final RecordWriter records;
    private boolean closed;

    /// A new event file in `folder`, which is made where it is missing.
    ///
    /// @throws UncheckedIOException where that cannot be
    public SummaryWriter(Path folder) {
        this(folder, InstantSource.system());
    }

    /// With the times that `clock` says.
    SummaryWriter(Path folder, InstantSource clock) {
        this.clock = clock;
        try {
            Files.createDirectories(folder);
            this.file = folder.resolve(name());
            this.records = new RecordWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": no event file can be written there: " + e, e);
        }
        write(event(0).text(3, "brain.Event:2")
                .message(10, new Message().text(1, "tensorflow.core.util.events_writer")));
        flush();
    }

    /// The time, the machine, the process and a count, as TensorFlow names its files.
    private String name() {
        return "events.out.tfevents.%d.%s.%d.%d.v2"
                .formatted(
                        clock.instant().getEpochSecond(),
                        host(),
                        ProcessHandle.current().pid(),
                        NEXT.getAndIncrement());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^\\w.-]", "_");
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /// The file that is written.
    public Path file() {
        return file;
    }

    private double now() {
        var now = clock.instant();
        return now.getEpochSecond() + now.getNano() / 1e9;
    }

    private Message event(long step) {
        var event = new Message().number(1, now());
        return step == 0 ? event : event.integer(2, step);
    }

    private synchronized void write(Message event) {
        if (closed) {
            throw new IllegalStateException(file + " is closed: log before close(), or open another SummaryWriter");
        }
        records.write(event.toBytes());
    }

    private void write(String tag, Message tensor, Message metadata, long step) {
        if (tag.isEmpty()) {
            throw new IllegalArgumentException("what is logged needs a name: it is empty");
        }
        var value = new Message().text(1, tag).message(8, tensor).message(9, metadata);
        write(event(step).message(5, new Message().message(1, value)));
    }

    private static Message plugin(String name) {
        return new Message().message(1, new Message().text(1, name));
    }

    private static Message plugin(String name, byte[] content) {
        return new Message().message(1, new Message().text(1, name).bytes(2, content));
    }

    /// Logs a number, in float32. One that is not finite reaches the file at once, as a run may end by it.
    public void scalar(String name, double value, long step) {
        write(name, TensorMessage.scalar(value), plugin("scalars"), step);
        if (!Double.isFinite(value)) {
            flush();
        }
    }

    /// Logs how the elements are distributed, in 30 buckets; it is also in the panel of distributions.
    public void histogram(String name, TensorLike data, long step) {
        histogram(name, data.tensor().doubles(), step);
    }

    /// As above, of numbers.
    public void histogram(String name, double[] data, long step) {
        write(name, TensorMessage.matrix(Buckets.of(data), 3), plugin("histograms"), step);
    }

    /// Logs the first three of some pictures of shape (pictures, height, width, channels) with one to four
    /// channels: grey, grey and alpha, RGB, RGB and alpha. Floating point numbers are from 0 to 1, uint8 to 255.
    public void image(String name, TensorLike images, long step) {
        image(name, images, step, MOST_IMAGES);
    }

    /// As above, at most `most` of them.
    public void image(String name, TensorLike images, long step, int most) {
        write(name, TensorMessage.strings(Pictures.of(images.tensor(), most)), plugin("images"), step);
    }

    /// Logs text in Markdown.
    public void text(String name, String markdown, long step) {
        write(name, TensorMessage.string(markdown), plugin("text"), step);
    }

    /// Says what an experiment tries, for the HParams panel: its hyperparameters, and by which logged numbers
    /// runs are compared. Logged once, in the folder above those of the runs.
    public void hparamsConfig(List<Hyperparameter> hyperparameters, List<ComparedMetric> metrics) {
        hyperparameters("experiment", Hyperparameters.experiment(hyperparameters, metrics));
    }

    /// Logs the hyperparameters of this run: numbers, truth values, and others by what they are in words. Runs
    /// with equal ones are one trial.
    public void hparams(Map<String, ?> hyperparameters) {
        hparams(hyperparameters, Hyperparameters.trial(new TreeMap<>(hyperparameters)));
    }

    /// As above, as one of the runs of the trial called `trial`.
    public void hparams(Map<String, ?> hyperparameters, String trial) {
        hyperparameters("session_start_info", Hyperparameters.start(hyperparameters, trial, now()));
    }

    /// Logs how a run with hyperparameters ended.
    public void hparamsEnd(Event.Status status) {
        hyperparameters("session_end_info", Hyperparameters.end(status, now()));
    }

    private void hyperparameters(String tag, Message data) {
        write("_hparams_/" + tag, TensorMessage.nothing(), plugin(Hyperparameters.PLUGIN, data.toBytes()), 0);
    }

    /// Logs a graph of named operations, for the panel of graphs.
    public void graph(List<GraphNode> nodes) {
        write(event(0).bytes(4, GraphNode.graphDef(nodes)));
    }

    /// Logs the configuration of a Keras model, in JSON as `to_json` of Keras gives it.
    public void kerasModel(String name, String json, long step) {
        var version = "1".getBytes(StandardCharsets.UTF_8);
        write(name, TensorMessage.string(json), plugin("graph_keras_model", version), step);
    }

    /// Brings all that has been logged into the file.
    public synchronized void flush() {
        if (!closed) {
            records.flush();
        }
    }

    /// Brings all that has been logged into the file, and ends it.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            records.close();
        }
    }
}
