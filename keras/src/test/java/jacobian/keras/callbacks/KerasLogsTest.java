package jacobian.keras.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacobian.keras.tensorboard.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What the callback logs, beside what that of Keras logged in the same runs.
class KerasLogsTest {
    @TempDir
    private Path logs;

    static Stream<Arguments> runs() throws IOException {
        return LoggedRuns.recorded().properties().stream().map(run -> Arguments.of(run.getKey(), run.getValue()));
    }

    private static boolean isOurs(Event event) {
        return event.value() instanceof Event.Graph || event.tag().endsWith("/gradient");
    }

    @ParameterizedTest
    @MethodSource("runs")
    void logs_are_those_of_keras(String name, JsonNode run) {
        LoggedRuns.train(name.equals("embeddings"), LoggedRuns.callback(logs, name));
        var ours = LoggedRuns.events(logs);
        assertThat(ours.keySet()).isEqualTo(run.get("folders").propertyNames());
        ours.forEach((folder, events) -> {
            events.removeIf(KerasLogsTest::isOurs);
            if (name.equals(LoggedRuns.EVERY_TWO)) {
                // Keras forgets the epochs that end between two logged batches.
                events.removeIf(event -> event.tag().startsWith("epoch_") && event.step() != 1);
            }
            var theirs = StreamSupport.stream(run.get("folders").get(folder).spliterator(), false)
                    .toList();
            assertThat(events.stream().map(event -> event.tag() + " " + event.step()))
                    .containsExactlyInAnyOrderElementsOf(theirs.stream()
                            .map(each -> each.get("tag").asString() + " "
                                    + each.get("step").asLong())
                            .toList());
            theirs.forEach(each -> compare(each, events));
        });
    }

    private static void compare(JsonNode theirs, List<Event> events) {
        var tag = theirs.get("tag").asString();
        var ours = events.stream()
                .filter(event -> event.tag().equals(tag)
                        && event.step() == theirs.get("step").asLong())
                .findFirst()
                .orElseThrow()
                .value();
        switch (theirs.get("plugin").asString()) {
            case "scalars" -> compareScalar(tag, theirs, (Event.Scalar) ours);
            case "histograms" -> compareHistogram(theirs, (Event.Histogram) ours);
            case "images" -> {
                var images = (Event.Images) ours;
                assertThat(List.of(
                                images.width(), images.height(), images.files().size()))
                        .isEqualTo(numbers(theirs.get("shape")).stream()
                                .map(Double::intValue)
                                .toList());
            }
            default ->
                assertThat(layers(((Event.KerasModel) ours).json()))
                        .isEqualTo(StreamSupport.stream(theirs.get("layers").spliterator(), false)
                                .map(JsonNode::asString)
                                .map(name -> name.replaceFirst("input_layer.*", "input"))
                                .toList());
        }
    }

    /// The names of the layers; what an Input without a name is called is not the same.
    private static List<String> layers(String json) {
        var layers = new ObjectMapper().readTree(json).get("config").get("layers");
        return StreamSupport.stream(layers.spliterator(), false)
                .map(layer -> layer.get("class_name").asString().equals("InputLayer")
                        ? "input"
                        : layer.get("config").get("name").asString())
                .toList();
    }

    private static void compareScalar(String tag, JsonNode theirs, Event.Scalar ours) {
        if (tag.endsWith("steps_per_second")) {
            assertThat(ours.value()).isPositive();
        } else {
            assertThat(ours.value()).as(tag).isCloseTo(theirs.get("value").asDouble(), within(1e-5));
        }
    }

    private static void compareHistogram(JsonNode theirs, Event.Histogram ours) {
        var ends = numbers(theirs.get("ends"));
        assertThat(ours.buckets()).hasSize(theirs.get("shape").get(0).asInt());
        assertThat(ours.count()).isEqualTo(theirs.get("count").asDouble());
        assertThat(ours.buckets().getFirst().left()).isCloseTo(ends.get(0), within(1e-4));
        assertThat(ours.buckets().getLast().right()).isCloseTo(ends.get(1), within(1e-4));
    }

    private static List<Double> numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asDouble)
                .toList();
    }
}
