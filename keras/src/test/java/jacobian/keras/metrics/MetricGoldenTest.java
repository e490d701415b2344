package jacobian.keras.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Options;
import jacobian.keras.losses.Losses;
import jacobian.keras.losses.Weighting;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Results and states of all metrics, update by update, against real Keras.
class MetricGoldenTest {
    static Stream<String> classes() {
        return Golden.file("metrics")
                .get("cases")
                .valueStream()
                .map(each -> each.get("class").asString())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("classes")
    void results_and_states_are_those_of_keras(String type) {
        for (var example : Golden.cases("metrics", type)) {
            var metric = metric(type, example.get("args"));
            for (int i = 0; i < example.get("updates").size(); i++) {
                update(metric, example.get("updates").get(i));
                double expected = Golden.number(example.get("expected").get(i));
                Golden.check(
                        new double[] {metric.result().item()}, new double[] {expected}, metric + " after update " + i);
            }
            for (int i = 0; i < metric.variables().size(); i++) {
                var variable = metric.variables().get(i);
                var expected = example.get("variables_after").get(i);
                assertThat(variable.name()).isEqualTo(expected.get("name").asString());
                Golden.check(variable, expected, variable.name() + " of " + metric);
            }
            metric.resetState();
            assertThat(metric.result().item()).isEqualTo(Golden.number(example.get("after_reset")));
        }
    }

    private static Accumulator metric(String type, JsonNode args) {
        var name = args.has("name") ? args.get("name").asString() : type;
        return switch (type) {
            case "Mean" -> new Mean(name);
            case "Sum" -> new Sum(name);
            default ->
                Losses.has(type)
                        ? MeanMetricWrapper.of(Options.set(Losses.of(type), args))
                        : Options.set(fresh(type), args);
        };
    }

    private static void update(Accumulator metric, JsonNode batch) {
        var weight = Golden.find(batch, "sample_weight");
        switch (metric) {
            case Mean mean
            when weight.isPresent() -> mean.updateState(Golden.tensor(batch.get("values")), weight.get());
            case Mean mean -> mean.updateState(Golden.tensor(batch.get("values")));
            case Sum sum when weight.isPresent() -> sum.updateState(Golden.tensor(batch.get("values")), weight.get());
            case Sum sum -> sum.updateState(Golden.tensor(batch.get("values")));
            default -> {
                var weighting = weight.map((Tensor each) -> Weighting.of(each)).orElse(Weighting.NONE);
                ((Metric) metric)
                        .updateState(Golden.tensor(batch.get("y_true")), Golden.tensor(batch.get("y_pred")), weighting);
            }
        }
    }

    @Test
    void names_in_logs_are_those_of_keras() {
        Golden.file("metrics").get("names").properties().forEach(entry -> {
            var type = entry.getKey();
            var name = switch (type) {
                case "Mean" -> new Mean().name();
                case "Sum" -> new Sum().name();
                default ->
                    Losses.has(type)
                            ? MeanMetricWrapper.of(Losses.of(type)).name()
                            : fresh(type).name();
            };
            assertThat(name).isEqualTo(entry.getValue().asString());
        });
    }

    private static Metric fresh(String type) {
        try {
            return (Metric) Class.forName("jacobian.keras.metrics." + type)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
