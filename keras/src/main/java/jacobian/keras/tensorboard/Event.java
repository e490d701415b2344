package jacobian.keras.tensorboard;

import java.util.List;
import java.util.Map;

/// One thing that a run has logged.
///
/// Files of Keras and TensorFlow 2, of TensorFlow 1 and of PyTorch give the same events: what they write in
/// different ways is told apart by the reader. An event that several values share in the file is several here.
///
/// @param wallTime when it was logged, in seconds since 1970
/// @param step its place on the horizontal axis: the epoch, the batch, or what the program has counted
/// @param tag its name, as in `epoch_loss`; empty for a [Graph] and a [Version]
/// @param value what was logged
public record Event(double wallTime, long step, String tag, Value value) {
    /// What can be logged.
    public sealed interface Value
            permits Scalar,
                    Histogram,
                    Images,
                    Text,
                    Graph,
                    KerasModel,
                    Experiment,
                    SessionStart,
                    SessionEnd,
                    Version,
                    Other {}

    /// A number.
    public record Scalar(double value) implements Value {}

    /// How often values fell between two limits; buckets from left to right.
    public record Histogram(List<Bucket> buckets) implements Value {
        public Histogram {
            buckets = List.copyOf(buckets);
        }

        /// How many values there were.
        public double count() {
            return buckets.stream().mapToDouble(Bucket::count).sum();
        }
    }

    /// The `count` of the values from `left` to `right`.
    public record Bucket(double left, double right, double count) {}

    /// Pictures of one size as files, in PNG unless another program wrote something else.
    public record Images(int width, int height, List<byte[]> files) implements Value {
        public Images {
            files = List.copyOf(files);
        }
    }

    /// Text in Markdown, or several of them.
    public record Text(List<String> texts) implements Value {
        public Text {
            texts = List.copyOf(texts);
        }
    }

    /// A graph as a `GraphDef` message of TensorFlow.
    public record Graph(byte[] graphDef) implements Value {}

    /// The configuration of a Keras model, in JSON.
    public record KerasModel(String json) implements Value {}

    /// What is tried in an experiment of the HParams panel.
    public record Experiment(List<Hyperparameter> hyperparameters, List<ComparedMetric> metrics) implements Value {
        public Experiment {
            hyperparameters = List.copyOf(hyperparameters);
            metrics = List.copyOf(metrics);
        }
    }

    /// The hyperparameters with which a run begins: numbers, strings and truth values by name; `group` is the
    /// trial to which it belongs.
    public record SessionStart(String group, Map<String, Object> hyperparameters) implements Value {
        public SessionStart {
            hyperparameters = Map.copyOf(hyperparameters);
        }
    }

    /// How a run with hyperparameters ended.
    public record SessionEnd(Status status) implements Value {}

    /// The end of a run, or that it has none yet.
    public enum Status {
        UNKNOWN,
        SUCCESS,
        FAILURE,
        RUNNING
    }

    /// The version of the file's form, its first event: `brain.Event:2`.
    public record Version(String text) implements Value {}

    /// Something for a plugin of TensorBoard that is not known here.
    public record Other(String plugin) implements Value {}
}
