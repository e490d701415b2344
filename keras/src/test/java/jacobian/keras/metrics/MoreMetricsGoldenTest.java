package jacobian.keras.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Options;
import jacobian.keras.losses.Weighting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Results and states of the metrics of curves, overlaps, F scores and correlations against real Keras.
class MoreMetricsGoldenTest {
    private static final String FILE = "metrics_more";
    private static final List<String> REQUIRED =
            List.of("specificity", "sensitivity", "recall", "precision", "num_classes");

    static Stream<String> classes() {
        return Golden.file(FILE)
                .get("cases")
                .valueStream()
                .map(each -> each.get("class").asString())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("classes")
    void results_and_states_are_those_of_keras(String type) {
        for (var example : Golden.cases(FILE, type)) {
            var metric = metric(type, example.get("args"));
            for (int i = 0; i < example.get("updates").size(); i++) {
                update(metric, example.get("updates").get(i));
                Golden.check(metric.result(), example.get("expected").get(i), metric + " after update " + i);
            }
            checkVariables(metric, example.get("variables_after"));
            metric.resetState();
            Golden.check(metric.result(), example.get("after_reset"), metric + " after reset");
        }
    }

    @ParameterizedTest
    @MethodSource("classes")
    void name_in_logs_is_that_of_keras(String type) {
        var example = Golden.cases(FILE, type).getFirst();
        assertThat(metric(type, example.get("args")).name())
                .isEqualTo(Golden.file(FILE).get("names").get(type).asString());
    }

    private static void checkVariables(Metric metric, JsonNode expected) {
        assertThat(metric.variables()).as("variables of " + metric).hasSize(expected.size());
        for (int i = 0; i < metric.variables().size(); i++) {
            var variable = metric.variables().get(i);
            assertThat(variable.name()).isEqualTo(expected.get(i).get("name").asString());
            boolean countsValues = variable.name().equals("num_samples")
                    && metric.variables().get(1).shape().size() > 1;
            if (!countsValues) {
                Golden.check(variable, expected.get(i), variable.name() + " of " + metric);
            }
        }
    }

    private static void update(Metric metric, JsonNode batch) {
        var weighting = Golden.find(batch, "sample_weight")
                .map((Tensor each) -> Weighting.of(each))
                .orElse(Weighting.NONE);
        metric.updateState(Golden.tensor(batch.get("y_true")), Golden.tensor(batch.get("y_pred")), weighting);
    }

    private static Metric metric(String type, JsonNode args) {
        var options = ((ObjectNode) args).deepCopy();
        REQUIRED.forEach(options::remove);
        if (args.has("num_classes")) {
            options.remove("target_class_ids");
        }
        return Options.set(fresh(type, args), options, MoreMetricsGoldenTest::special);
    }

    private static Optional<Object> special(String key, JsonNode value) {
        return switch (key) {
            case "thresholds", "label_weights" ->
                Optional.of(value.valueStream().mapToDouble(JsonNode::asDouble).toArray());
            case "class_aggregation" -> value.isNull() ? Optional.of(R2Score.Aggregation.NONE) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Metric fresh(String type, JsonNode args) {
        return switch (type) {
            case "AUC" -> new AUC();
            case "SensitivityAtSpecificity" ->
                new SensitivityAtSpecificity(args.get("specificity").asDouble());
            case "SpecificityAtSensitivity" ->
                new SpecificityAtSensitivity(args.get("sensitivity").asDouble());
            case "PrecisionAtRecall" -> new PrecisionAtRecall(args.get("recall").asDouble());
            case "RecallAtPrecision" ->
                new RecallAtPrecision(args.get("precision").asDouble());
            case "IoU" -> new IoU(args.get("num_classes").asInt(), ids(args));
            case "OneHotIoU" -> new OneHotIoU(args.get("num_classes").asInt(), ids(args));
            case "MeanIoU" -> new MeanIoU(args.get("num_classes").asInt());
            case "OneHotMeanIoU" -> new OneHotMeanIoU(args.get("num_classes").asInt());
            case "BinaryIoU" -> new BinaryIoU();
            case "F1Score" -> new F1Score();
            case "FBetaScore" -> new FBetaScore();
            case "R2Score" -> new R2Score();
            case "PearsonCorrelation" -> new PearsonCorrelation();
            case "ConcordanceCorrelation" -> new ConcordanceCorrelation();
            case "LogCoshError" -> new LogCoshError();
            default -> throw new AssertionError("no metric " + type);
        };
    }

    private static int[] ids(JsonNode args) {
        return args.get("target_class_ids")
                .valueStream()
                .mapToInt(JsonNode::asInt)
                .toArray();
    }
}
