package jacobian.keras.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A file with all kinds of summaries, byte for byte the one that TensorBoard's own reader has read
/// (tools/tensorboard/read_back.py), and what it found there.
class ReadBackTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        var start = Instant.ofEpochSecond(1_800_000_000, 250_000_000);
        try (var writer = new SummaryWriter(folder, () -> start)) {
            writer.hparamsConfig(
                    List.of(
                            Hyperparameter.of("units", List.of(8, 16)),
                            Hyperparameter.between("rate", 1e-4, 1e-1),
                            Hyperparameter.of("optimizer", List.of("adam", "sgd")),
                            Hyperparameter.of("ema", List.of(true, false))),
                    List.of(new ComparedMetric("validation", "epoch_loss")));
            writer.hparams(Map.of("rate", 0.01), "first");
            for (int step = 0; step < 5; step++) {
                writer.scalar("epoch_loss", 1.0 / (step + 1), step);
            }
            writer.scalar("far", -1e30, 1L << 40);
            writer.scalar("none", Double.NaN, 3);
            writer.histogram("weights", new double[] {-1, 0, 0.25, 0.25, 2}, 2);
            writer.image("grey", Tensor.arange(12).divide(11).reshape(Shape.of(1, 3, 4, 1)), 1);
            writer.text("note", "**größer** \u65e5\u672c", 4);
            writer.graph(List.of(
                    new GraphNode("x", "Input", List.of(), Map.of(GraphNode.OUTPUT_SHAPES, List.of(Shape.of(2, 3)))),
                    new GraphNode("dense", "Dense", List.of("x"), Map.of("parameters", 9, "trainable", true))));
            writer.kerasModel("keras", "{\"class_name\": \"Sequential\"}", 0);
            writer.hparamsEnd(Event.Status.SUCCESS);
            file = writer.file();
        }
        var target = System.getProperty("jacobian.tensorboard.write");
        if (target != null) {
            Files.copy(file, Path.of(target, "jacobian.tfevents"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(ReadBackTest.class.getResourceAsStream("/tensorboard/" + name))) {
            return in.readAllBytes();
        }
    }

    @Test
    void the_file_is_the_one_that_tensorboard_has_read() throws Exception {
        assertThat(Files.readAllBytes(file)).isEqualTo(resource("jacobian.tfevents"));
    }

    @Test
    void tensorboard_found_what_was_written() throws Exception {
        var found = new ObjectMapper().readTree(resource("jacobian-read-back.json"));
        var events = new EventFile(file).events();
        events.removeFirst();
        var theirs = StreamSupport.stream(found.spliterator(), false).toList();
        assertThat(theirs).hasSameSizeAs(events);
        for (int i = 0; i < events.size(); i++) {
            compare(events.get(i), theirs.get(i));
        }
    }

    private static void compare(Event ours, JsonNode theirs) {
        assertThat(ours.tag()).isEqualTo(theirs.get("tag").asString());
        assertThat(ours.step()).isEqualTo(theirs.get("step").asLong());
        assertThat(ours.wallTime()).isEqualTo(theirs.get("time").asDouble());
        switch (ours.value()) {
            case Event.Scalar(double value) -> {
                var number = theirs.get("value");
                assertThat(Double.toString(value))
                        .isEqualTo(Double.toString(number.isString() ? Double.NaN : number.asDouble()));
            }
            case Event.Histogram histogram -> {
                var numbers = new ArrayList<Double>();
                histogram
                        .buckets()
                        .forEach(bucket -> numbers.addAll(List.of(bucket.left(), bucket.right(), bucket.count())));
                assertThat(numbers).isEqualTo(numbers(theirs.get("rows")));
                assertThat(histogram.count()).isCloseTo(5, within(0.0));
            }
            case Event.Images images ->
                assertThat(List.of((double) images.width(), (double) images.height(), (double)
                                images.files().size()))
                        .isEqualTo(numbers(theirs.get("shape")));
            case Event.Text text ->
                assertThat(text.texts()).containsExactly(theirs.get("text").asString());
            case Event.KerasModel model ->
                assertThat(model.json()).isEqualTo(theirs.get("text").asString());
            case Event.Graph _ ->
                assertThat(theirs.get("nodes").asString())
                        .isEqualTo("x:Input()[2x3] dense:Dense(x){parameters=9, trainable=True}");
            case Event.SessionStart start -> {
                assertThat(theirs.get("start").asString()).isEqualTo("first rate=0.01");
                assertThat(start.group()).isEqualTo("first");
            }
            case Event.SessionEnd _ -> assertThat(theirs.get("end").asString()).isEqualTo("STATUS_SUCCESS");
            case Event.Experiment _ ->
                assertThat(theirs.get("experiment").asString())
                        .isEqualTo("units[8.0, 16.0] rate[0.0001..0.1] optimizer[adam, sgd] ema[True, False]"
                                + " by validation/epoch_loss");
            case Event.Version _, Event.Other _ -> throw new AssertionError(ours.toString());
        }
    }

    private static List<Double> numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asDouble)
                .toList();
    }
}
