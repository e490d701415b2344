package jacobian.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.reference.Run;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operation's gradient, and the gradient of that gradient, against central differences in float64.
class GradientCheckTest {
    /// The worst errors of one operation by name.
    private static final class Row {
        private final Nature nature;
        private int cases;
        private double first;
        private double second;

        Row(Nature nature) {
            this.nature = nature;
        }
    }

    private static final Map<String, Row> TABLE = new TreeMap<>();

    /// A case, and one of known sizes that holds its data.
    record Check(OpCase graph, OpCase data) {
        @Override
        public String toString() {
            return graph + (graph.equals(data) ? "" : " with " + data.types());
        }
    }

    private static List<Check> checks() {
        var checks = new ArrayList<Check>();
        for (int n : new int[] {0, 1, 3}) {
            OpCases.of(DType.FLOAT64, n).forEach(each -> checks.add(new Check(each, each)));
        }
        var symbolic = OpCases.of(DType.FLOAT64, Dim.unknown());
        var data = OpCases.of(DType.FLOAT64, Dim.fixed(2));
        for (int i = 0; i < data.size(); i++) {
            checks.add(new Check(symbolic.get(i), data.get(i)));
        }
        checks.removeIf(check -> !check.graph.nature().differentiable());
        return checks;
    }

    private static List<OpCase> flat() {
        return Stream.of(DType.values())
                .flatMap(dtype -> OpCases.of(dtype, 3).stream())
                .filter(each -> !each.nature().differentiable())
                .toList();
    }

    private static Row row(OpCase each) {
        return TABLE.computeIfAbsent(each.label(), _ -> new Row(each.nature()));
    }

    /// A scalar whose gradient by the results depends on them and differs from element to element.
    private static Node loss(List<Node> results) {
        var loss = Node.of(new Constant(0, DType.FLOAT64));
        for (var result : results) {
            if (result.dtype().isFloating()) {
                var x = result.cast(DType.FLOAT64);
                var index =
                        Node.of(new Iota(new TensorType(DType.FLOAT64, x.ravel().shape()), 0));
                var weight = index.add(1).cos().reshape(x.shape());
                loss = loss.add(x.multiply(weight.add(x.multiply(0.3))).sum());
            }
        }
        return loss;
    }

    @ParameterizedTest
    @MethodSource("checks")
    void gradient_and_gradient_of_gradient_match_central_differences(Check check) {
        var each = check.graph;
        var row = row(each);
        row.cases++;
        double tolerance = each.nature().kind().tolerance();
        var inputs = each.inputs();
        var loss = loss(each.body().apply(inputs));
        double first = FiniteDifferences.of(loss, inputs).error(check.data.types(), check.data.values());
        row.first = Math.max(row.first, first);
        assertThat(first).as("gradient").isLessThan(tolerance);
        var sum = FiniteDifferences.weightedGradients(loss, inputs);
        double second = FiniteDifferences.of(sum, inputs).errorAlong(check.data.types(), check.data.values());
        row.second = Math.max(row.second, second);
        assertThat(second).as("gradient of gradient").isLessThan(tolerance);
    }

    @ParameterizedTest
    @MethodSource("flat")
    void no_gradient_flows_through_what_is_not_differentiable(OpCase each) {
        row(each).cases++;
        var inputs = each.inputs();
        var result = each.body().apply(inputs).get(0).cast(DType.FLOAT64).sum();
        var floating =
                inputs.stream().filter(input -> input.dtype().isFloating()).toList();
        assertThat(Gradient.of(result, floating)).allMatch(Optional::isEmpty);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void every_gradient_has_the_type_of_its_variable(DType dtype) {
        for (var each : OpCases.of(dtype, Dim.symbolic(5))) {
            var inputs = each.inputs();
            var variables =
                    inputs.stream().filter(input -> input.dtype().isFloating()).toList();
            var gradients = Gradient.of(loss(each.body().apply(inputs)), variables);
            for (int i = 0; i < variables.size(); i++) {
                var expected = variables.get(i).type();
                gradients
                        .get(i)
                        .ifPresent(found ->
                                assertThat(found.type()).as(each.toString()).isEqualTo(expected));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradients_pass_from_the_type_in_which_operands_meet_back_to_their_own(DType other) {
        for (var own : List.of(DType.FLOAT32, DType.FLOAT64)) {
            var x = Node.input(new Source() {}, TensorType.of(own, 2));
            var y = Node.input(new Source() {}, TensorType.of(other, 2));
            var gradient = Gradient.of(x.multiply(y).sum(), List.of(x)).get(0).orElseThrow();
            assertThat(gradient.dtype()).isEqualTo(own);
            assertThat(Run.value(gradient, List.of(x, y), new double[] {3, 4}, new double[] {0, 1}))
                    .containsExactly(0, 1);
        }
    }

    @Test
    void a_wrong_gradient_is_found() {
        var x = Node.input(new Source() {}, TensorType.of(DType.FLOAT64, 3));
        var right = ControlCases.cube(DType.FLOAT64, x.shape());
        var wrong = new Composite(
                "wrong",
                right.body(),
                right.gradientBody()
                        .map(graph -> new Graph(
                                graph.inputs(), List.of(graph.results().get(0).multiply(1.001)))));
        var values = List.of(new double[] {0.5, 1, -2});
        var types = List.of(x.type());
        assertThat(FiniteDifferences.of(loss(List.of(Node.of(right, x))), List.of(x))
                        .error(types, values))
                .isLessThan(1e-9);
        assertThat(FiniteDifferences.of(loss(List.of(Node.of(wrong, x))), List.of(x))
                        .error(types, values))
                .isGreaterThan(1e-4);
    }

    @AfterAll
    static void print_the_table() throws IOException {
        var text = new StringBuilder(
                "operation                             nature               cases  gradient  its gradient\n");
        TABLE.forEach((name, row) -> text.append(
                row.nature.differentiable()
                        ? String.format(
                                Locale.ROOT,
                                "%-37s %-20s %5d   %.1e       %.1e%n",
                                name,
                                row.nature.kind().name().toLowerCase(Locale.ROOT),
                                row.cases,
                                row.first,
                                row.second)
                        : String.format(
                                Locale.ROOT,
                                "%-37s %-20s %5d   %s%n",
                                name,
                                "not differentiable",
                                row.cases,
                                row.nature.reason())));
        var file = Path.of("target", "gradient-check.txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        System.out.println(text);
    }
}
