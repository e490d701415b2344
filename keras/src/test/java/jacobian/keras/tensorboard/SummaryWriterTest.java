package jacobian.keras.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryWriterTest {
    @TempDir
    private Path folder;

    private Event written(Consumer<SummaryWriter> logging) {
        try (var writer = new SummaryWriter(folder)) {
            logging.accept(writer);
            writer.flush();
            var events = new EventFile(writer.file()).events();
            assertThat(events).hasSize(2);
            assertThat(events.getFirst().value()).isEqualTo(new Event.Version("brain.Event:2"));
            return events.getLast();
        }
    }

    @Test
    void a_scalar_is_read_back() {
        var event = written(writer -> writer.scalar("epoch_loss", 0.1, 7));
        assertThat(event.tag()).isEqualTo("epoch_loss");
        assertThat(event.step()).isEqualTo(7);
        assertThat(event.value()).isEqualTo(new Event.Scalar(0.1f));
        assertThat(event.wallTime()).isCloseTo(System.currentTimeMillis() / 1e3, offset(60.0));
    }

    @Test
    void a_number_that_is_not_finite_reaches_the_file_at_once() {
        try (var writer = new SummaryWriter(folder)) {
            writer.scalar("loss", 1, 0);
            assertThat(new EventFile(writer.file()).events()).hasSize(1);
            writer.scalar("loss", Double.NaN, 1);
            assertThat(new EventFile(writer.file()).events()).hasSize(3);
        }
    }

    @Test
    void a_scalar_has_the_bytes_that_tensorflow_writes() throws Exception {
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/tensorboard/tensorflow.tfevents"));
                var writer = new SummaryWriter(folder)) {
            writer.scalar("loss", 1, 0);
            writer.scalar("loss", 0.5, 1);
            writer.histogram(
                    "squares", IntStream.range(0, 10).mapToDouble(i -> i * i).toArray(), 3);
            writer.flush();
            var theirs = in.readAllBytes();
            var ours = Files.readAllBytes(writer.file());
            assertThat(records(ours, 3)).isEqualTo(records(theirs, 3));
        }
    }

    /// The first records without their times.
    private static List<String> records(byte[] file, int count) {
        var buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    var record = new byte[(int) buffer.getLong()];
                    buffer.getInt();
                    buffer.get(record).getInt();
                    return HexFormat.of().formatHex(record, 9, record.length);
                })
                .toList();
    }

    @Test
    void a_histogram_counts_in_thirty_buckets() {
        var value = written(writer -> writer.histogram("h", Tensor.of(0, 1, 2, 3, 3, 30), 1))
                .value();
        var buckets = ((Event.Histogram) value).buckets();
        assertThat(buckets).hasSize(30);
        assertThat(buckets.get(3)).isEqualTo(new Event.Bucket(3, 4, 2));
        assertThat(buckets.getLast()).isEqualTo(new Event.Bucket(29, 30, 1));
    }

    @Test
    void a_histogram_of_one_value_has_it_in_the_last_bucket() {
        var value = written(writer -> writer.histogram("h", new double[] {2, 2, Double.NaN}, 1))
                .value();
        assertThat(((Event.Histogram) value).buckets())
                .startsWith(new Event.Bucket(2, 2, 0))
                .endsWith(new Event.Bucket(2, 2, 2));
    }

    @Test
    void a_histogram_of_nothing_is_empty() {
        var value = written(writer -> writer.histogram("h", new double[] {Double.NaN}, 1))
                .value();
        assertThat(((Event.Histogram) value).count()).isZero();
    }

    @Test
    void pictures_are_png_files_with_the_pixels_given() throws Exception {
        for (int channels = 1; channels <= 4; channels++) {
            int last = channels;
            var pixels = new float[5 * 2 * 3 * channels];
            pixels[channels] = 1;
            var value = written(writer -> writer.image("i", Tensor.of(pixels, 5, 2, 3, last), 0))
                    .value();
            var images = (Event.Images) value;
            assertThat(images.files()).hasSize(3);
            var image = ImageIO.read(new ByteArrayInputStream(images.files().getFirst()));
            assertThat(List.of(image.getWidth(), image.getHeight())).isEqualTo(List.of(3, 2));
            assertThat(image.getRaster().getNumBands()).isEqualTo(channels);
            assertThat(image.getRaster().getSample(1, 0, 0)).isEqualTo(255);
            assertThat(image.getRaster().getSample(2, 0, 0)).isZero();
        }
    }

    @Test
    void pictures_of_another_shape_are_refused() {
        try (var writer = new SummaryWriter(folder)) {
            assertThatThrownBy(() -> writer.image("i", Tensor.of(new float[4], 2, 2), 0))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("(2, 2)")
                    .hasMessageContaining("(pictures, height, width, channels)");
        }
    }

    @Test
    void text_is_read_back() {
        assertThat(written(writer -> writer.text("note", "**größer**", 2)).value())
                .isEqualTo(new Event.Text(List.of("**größer**")));
    }

    @Test
    void hyperparameters_are_read_back() {
        var values = Map.of("units", 16, "rate", 0.1, "optimizer", "adam", "ema", true);
        var start = (Event.SessionStart)
                written(writer -> writer.hparams(values, "first")).value();
        assertThat(start.group()).isEqualTo("first");
        assertThat(start.hyperparameters())
                .isEqualTo(Map.of("units", 16.0, "rate", 0.1, "optimizer", "adam", "ema", true));
        assertThat(written(writer -> writer.hparamsEnd(Event.Status.FAILURE)).value())
                .isEqualTo(new Event.SessionEnd(Event.Status.FAILURE));
        var tried = List.of(
                Hyperparameter.of("any"),
                Hyperparameter.of("ema", List.of(true, false)),
                Hyperparameter.between("rate", 0.1, 0.2));
        var metrics = List.of(new ComparedMetric("validation", "epoch_loss"), new ComparedMetric("", "mine"));
        assertThat(written(writer -> writer.hparamsConfig(tried, metrics)).value())
                .isEqualTo(new Event.Experiment(tried, metrics));
    }

    @Test
    void runs_with_equal_hyperparameters_are_one_trial() {
        var first = (Event.SessionStart)
                written(writer -> writer.hparams(Map.of("a", 1, "b", 2))).value();
        var second = (Event.SessionStart)
                written(writer -> writer.hparams(Map.of("b", 2, "a", 1))).value();
        var third = (Event.SessionStart)
                written(writer -> writer.hparams(Map.of("b", 2, "a", 2))).value();
        assertThat(second.group()).isEqualTo(first.group()).isNotEqualTo(third.group());
    }

    @Test
    void a_graph_and_a_model_are_read_back() {
        var node = new GraphNode("dense/MatMul", "MatMul", List.of("input"), Map.of("units", "3"));
        var graph = (Event.Graph) written(writer -> writer.graph(List.of(node))).value();
        assertThat(graph.graphDef()).isEqualTo(GraphNode.graphDef(List.of(node)));
        assertThat(written(writer -> writer.kerasModel("keras", "{}", 0)).value())
                .isEqualTo(new Event.KerasModel("{}"));
    }

    @Test
    void files_are_called_as_tensorflow_calls_them() {
        try (var writer = new SummaryWriter(folder)) {
            assertThat(writer.file().getFileName().toString())
                    .matches("events\\.out\\.tfevents\\.\\d{10}\\.[\\w.-]+\\.\\d+\\.\\d+\\.v2");
        }
    }

    @Test
    void a_closed_writer_says_so() {
        var writer = new SummaryWriter(folder);
        writer.close();
        writer.close();
        assertThatThrownBy(() -> writer.scalar("a", 1, 0)).hasMessageContaining("is closed");
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws Exception {
        var file = folder.resolve("file");
        Files.writeString(file, "");
        assertThatThrownBy(() -> new SummaryWriter(file.resolve("run")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("file");
    }
}
