package jacobian.keras.ops;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Functions of `keras.ops` against real Keras: results with their shapes and dtypes, and gradients of the
/// inputs. A subclass names its golden files and gives the table of its functions.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OpCases {
    private final List<JsonNode> cases;
    private final OpTable table;

    OpCases(OpTable table, String... files) {
        this.table = table;
        this.cases = Stream.of(files)
                .flatMap(file -> Golden.file(file).get("cases").valueStream())
                .toList();
    }

    Stream<Arguments> cases() {
        return numbered(IntStream.range(0, cases.size()));
    }

    Stream<Arguments> differentiable() {
        return numbered(
                IntStream.range(0, cases.size()).filter(i -> cases.get(i).has("input_gradients")));
    }

    private Stream<Arguments> numbered(IntStream numbers) {
        return numbers.mapToObj(i ->
                Arguments.of(i, cases.get(i).get("op").asString() + cases.get(i).get("args")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void results_are_those_of_keras(int index, String name) {
        var file = cases.get(index);
        var results = results(file, inputs(file));
        assertThat(results).as("results").hasSize(file.get("outputs").size());
        for (int i = 0; i < results.size(); i++) {
            Golden.check(results.get(i), file.get("outputs").get(i), tolerance(file), "result " + i);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("differentiable")
    void gradients_are_those_of_keras(int index, String name) {
        var file = cases.get(index);
        var inputs = inputs(file);
        var indices = file.get("input_gradients").properties().stream()
                .map(each -> Integer.parseInt(each.getKey()))
                .toList();
        var variables = indices.stream()
                .map(i -> new Variable("input_" + i, inputs.get(i)))
                .toList();
        var gradients = Gradients.of(
                () -> {
                    var sources = new ArrayList<>(inputs);
                    for (int i = 0; i < variables.size(); i++) {
                        sources.set(indices.get(i), variables.get(i).tensor());
                    }
                    return scored(results(file, sources), file.get("cotangents"));
                },
                variables);
        for (int i = 0; i < variables.size(); i++) {
            var number = indices.get(i).toString();
            check(gradients.gradient(i), file.get("input_gradients").get(number), file, "gradient of input " + number);
        }
    }

    @Test
    void each_function_of_the_table_has_a_case() {
        var names = new TreeSet<>(
                cases.stream().map(each -> each.get("op").asString()).toList());
        assertThat(new TreeSet<>(table.names())).isEqualTo(names);
    }

    private List<Tensor> results(JsonNode file, List<Tensor> inputs) {
        var op = file.get("op").asString();
        var form = table.find(op).orElseThrow(() -> new AssertionError("no entry for " + op + " in the table"));
        return form.results(inputs, new Given(file.get("args"), inputs));
    }

    private static List<Tensor> inputs(JsonNode file) {
        return file.get("inputs").valueStream().map(Golden::tensor).toList();
    }

    private static double tolerance(JsonNode file) {
        assertThat(file.has("tolerance")).isEqualTo(file.has("reason"));
        return file.has("tolerance") ? file.get("tolerance").asDouble() : Golden.TOLERANCE;
    }

    /// The sum of the floating results, each times its cotangent (null for the others).
    private static Tensor scored(List<Tensor> results, JsonNode cotangents) {
        var sum = Tensor.scalar(0);
        for (int i = 0; i < results.size(); i++) {
            if (!cotangents.get(i).isNull()) {
                var cotangent = Golden.tensor(cotangents.get(i));
                sum = sum.add(results.get(i).multiply(cotangent).sum());
            }
        }
        return sum;
    }

    /// A gradient that is nothing but rounding is to be as good as 0.
    private static void check(Tensor gradient, JsonNode expected, JsonNode file, String description) {
        double largest = expected.get("values")
                .valueStream()
                .mapToDouble(each -> Math.abs(Golden.number(each)))
                .max()
                .orElse(0);
        if (largest < Golden.TOLERANCE) {
            assertThat(DoubleStream.of(gradient.doubles()))
                    .as(description)
                    .allMatch(value -> Math.abs(value) < Golden.TOLERANCE);
        } else {
            Golden.check(gradient, expected, tolerance(file), description);
        }
    }
}
