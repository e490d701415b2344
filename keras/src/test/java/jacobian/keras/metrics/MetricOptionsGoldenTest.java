package jacobian.keras.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Options;
import jacobian.keras.losses.Losses;
import jacobian.keras.losses.Weighting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Every metric with the options that the other golden tests leave out, in float64 too, and the functions of
/// metrics, against real Keras.
class MetricOptionsGoldenTest {
    private static final JsonNode FILE = Golden.file("metrics_options");

    static Stream<String> classes() {
        return FILE.get("cases")
                .valueStream()
                .map(each -> each.get("class").asString())
                .distinct();
    }

    static Stream<String> functions() {
        return FILE.get("functions")
                .valueStream()
                .map(each -> each.get("function").asString())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("classes")
    void results_and_states_are_those_of_keras(String type) {
        FILE.get("cases")
                .valueStream()
                .filter(each -> each.get("class").asString().equals(type))
                .forEach(example -> check(metric(type, example.get("args")), example));
    }

    @Test
    void wrapped_functions_give_the_results_of_keras() {
        FILE.get("wrapped").valueStream().forEach(example -> {
            var args = example.get("args");
            var loss = Losses.of(args.get("fn").asString());
            var metric = new MeanMetricWrapper(args.get("name").asString(), loss::call);
            if (args.has("dtype")) {
                metric.dtype(DType.of(args.get("dtype").asString()));
            }
            check(metric, example);
            assertThat(metric.name()).isEqualTo(args.get("name").asString());
        });
    }

    @Test
    void means_and_sums_gather_in_float64() {
        FILE.get("values").valueStream().forEach(example -> {
            var type = DType.of(example.get("args").get("dtype").asString());
            boolean isMean = example.get("class").asString().equals("Mean");
            var metric = isMean ? new Mean().dtype(type) : new Sum().dtype(type);
            for (int i = 0; i < example.get("updates").size(); i++) {
                var batch = example.get("updates").get(i);
                var values = Golden.tensor(batch.get("values"));
                var weight = Golden.find(batch, "sample_weight");
                if (metric instanceof Mean mean) {
                    weight.ifPresentOrElse(each -> mean.updateState(values, each), () -> mean.updateState(values));
                } else if (metric instanceof Sum sum) {
                    weight.ifPresentOrElse(each -> sum.updateState(values, each), () -> sum.updateState(values));
                }
                Golden.check(metric.result(), example.get("expected").get(i), metric + " after update " + i);
            }
            assertThat(metric.result().dtype()).isEqualTo(type);
        });
    }

    private static void check(Metric metric, JsonNode example) {
        var name = metric + " of " + example.get("args");
        for (int i = 0; i < example.get("updates").size(); i++) {
            var batch = example.get("updates").get(i);
            var weighting = Golden.find(batch, "sample_weight")
                    .map((Tensor each) -> Weighting.of(each))
                    .orElse(Weighting.NONE);
            metric.updateState(Golden.tensor(batch.get("y_true")), Golden.tensor(batch.get("y_pred")), weighting);
            Golden.check(metric.result(), example.get("expected").get(i), name + " after update " + i);
        }
        for (int i = 0; i < metric.variables().size(); i++) {
            var variable = metric.variables().get(i);
            var expected = example.get("variables_after").get(i);
            assertThat(variable.name()).isEqualTo(expected.get("name").asString());
            // With several columns Keras 3.15 counts values instead of samples, which later versions mend.
            if (!variable.name().equals("num_samples")) {
                Golden.check(variable, expected, variable.name() + " of " + name);
            }
        }
        metric.resetState();
        Golden.check(metric.result(), example.get("after_reset"), name + " after reset");
        if (example.get("args").has("dtype")) {
            assertThat(metric.variables().getLast().dtype())
                    .isEqualTo(DType.of(example.get("args").get("dtype").asString()));
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void values_of_samples_are_those_of_the_function(String function) {
        FILE.get("functions")
                .valueStream()
                .filter(each -> each.get("function").asString().equals(function))
                .forEach(example -> {
                    var metric = Options.set(
                            (SampleMean<?>) Metrics.of(function),
                            example.get("args"),
                            MetricOptionsGoldenTest::special);
                    var values =
                            metric.values(Golden.tensor(example.get("y_true")), Golden.tensor(example.get("y_pred")));
                    Golden.check(values, example.get("expected"), metric.toString());
                });
    }

    private static Metric metric(String type, JsonNode args) {
        var options = ((ObjectNode) args).deepCopy();
        if (Losses.has(type)) {
            return MeanMetricWrapper.of(Options.set(Losses.of(type), options, MetricOptionsGoldenTest::special));
        }
        List.of("specificity", "sensitivity", "recall", "precision", "num_classes", "target_class_ids")
                .forEach(options::remove);
        return Options.set(fresh(type, args), options, MetricOptionsGoldenTest::special);
    }

    private static Optional<Object> special(String key, JsonNode value) {
        return switch (key) {
            case "dtype" -> Optional.of(DType.of(value.asString()));
            case "thresholds" ->
                Optional.of(
                        value.isArray()
                                ? value.valueStream()
                                        .mapToDouble(JsonNode::asDouble)
                                        .toArray()
                                : new double[] {value.asDouble()});
            default -> Optional.empty();
        };
    }

    private static Metric fresh(String type, JsonNode args) {
        return switch (type) {
            case "Accuracy" -> new Accuracy();
            case "SensitivityAtSpecificity" ->
                new SensitivityAtSpecificity(args.get("specificity").asDouble());
            case "SpecificityAtSensitivity" ->
                new SpecificityAtSensitivity(args.get("sensitivity").asDouble());
            case "PrecisionAtRecall" -> new PrecisionAtRecall(args.get("recall").asDouble());
            case "RecallAtPrecision" ->
                new RecallAtPrecision(args.get("precision").asDouble());
            case "IoU" -> new IoU(args.get("num_classes").asInt(), 1);
            case "OneHotIoU" -> new OneHotIoU(args.get("num_classes").asInt(), 1);
            case "MeanIoU" -> new MeanIoU(args.get("num_classes").asInt());
            case "OneHotMeanIoU" -> new OneHotMeanIoU(args.get("num_classes").asInt());
            default -> (Metric) Metrics.of(type);
        };
    }
}
