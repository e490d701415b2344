package jacobian.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.reference.Run;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScanGradientTest {
    private static final int BATCH = 2;
    private static final int UNITS = 3;

    private static Node input(Shape shape) {
        return Run.input(new TensorType(DType.FLOAT64, shape));
    }

    private static Shape shape(Dim first, int... others) {
        return Shape.of(List.of(first)).concat(Shape.of(others));
    }

    /// An LSTM over gates that were projected from the inputs before: carries h and c, invariants a recurrent
    /// kernel and a bias.
    private static Node lstm(List<Node> inputs, boolean reverse) {
        var batch = inputs.get(0).shape().dim(0);
        var h = input(shape(batch, UNITS));
        var c = input(shape(batch, UNITS));
        var x = input(shape(batch, 4 * UNITS));
        var kernel = input(Shape.of(UNITS, 4 * UNITS));
        var bias = input(Shape.of(4 * UNITS));
        var z = x.add(h.matmul(kernel)).add(bias);
        var gates = new ArrayList<Node>();
        for (int i = 0; i < 4; i++) {
            gates.add(z.range(-1, i * UNITS, (i + 1) * UNITS));
        }
        var cell = gates.get(0)
                .sigmoid()
                .multiply(c)
                .add(gates.get(1).sigmoid().multiply(gates.get(2).tanh()));
        var next = gates.get(3).sigmoid().multiply(cell.tanh());
        var body = new Graph(List.of(h, c, x, kernel, bias), List.of(next, cell, next));
        return Node.of(new Scan(body, 2, 1, inputs.get(2).shape().dim(0), reverse), inputs);
    }

    private static List<Node> lstmInputs(Dim batch, Dim steps) {
        return List.of(
                input(shape(batch, UNITS)),
                input(shape(batch, UNITS)),
                input(Shape.of(List.of(steps, batch, Dim.fixed(4 * UNITS)))),
                input(Shape.of(UNITS, 4 * UNITS)),
                input(Shape.of(4 * UNITS)));
    }

    private static Node loss(Node scan) {
        Node loss = null;
        for (int i = 0; i < scan.types().size(); i++) {
            var result = scan.pick(i);
            var part = result.multiply(result.add(0.3 * (i + 1))).sum();
            loss = loss == null ? part : loss.add(part);
        }
        return loss;
    }

    private static void check(Node loss, List<Node> inputs, List<TensorType> types) {
        FiniteDifferences.of(loss, inputs).check(types, FiniteDifferences.values(types, 0.7), 1e-6);
    }

    private static void check(Node loss, List<Node> inputs) {
        check(loss, inputs, inputs.stream().map(Node::type).toList());
    }

    private static List<TensorType> lstmTypes(int batch, int steps) {
        return lstmInputs(Dim.fixed(batch), Dim.fixed(steps)).stream()
                .map(Node::type)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"false, 4", "true, 4", "false, 1", "true, 0"})
    void gradients_of_an_lstm_match_finite_differences(boolean reverse, int steps) {
        var inputs = lstmInputs(Dim.fixed(BATCH), Dim.fixed(steps));
        check(loss(lstm(inputs, reverse)), inputs, lstmTypes(BATCH, steps));
    }

    @Test
    void gradients_of_gradients_of_an_lstm_match_finite_differences() {
        var inputs = lstmInputs(Dim.fixed(BATCH), Dim.fixed(3));
        var gradients = FiniteDifferences.weightedGradients(loss(lstm(inputs, false)), inputs);
        check(gradients, inputs, lstmTypes(BATCH, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void one_graph_serves_every_batch_and_length(int batch) {
        var inputs = lstmInputs(Dim.unknown(), Dim.unknown());
        check(loss(lstm(inputs, false)), inputs, lstmTypes(batch, batch + 1));
    }

    @Test
    void the_kernel_of_an_lstm_gets_its_gradient_in_one_matmul_after_the_loop() {
        var inputs = lstmInputs(Dim.unknown(), Dim.unknown());
        var gradients = Gradient.of(loss(lstm(inputs, false)), inputs);
        var all = gradients.stream().map(each -> each.orElseThrow()).toList();
        var graph = new Graph(inputs, all);
        assertThat(count(graph, Matmul.class)).isEqualTo(1);
        var scans =
                graph.nodes().stream().filter(node -> node.op() instanceof Scan).toList();
        // The plain scan, the one that keeps residuals, and the reverse one.
        assertThat(scans).hasSize(3);
        var reverse = (Scan) scans.get(2).op();
        assertThat(reverse.reverse()).isTrue();
        assertThat(count(reverse.body(), Matmul.class))
                .as("upstream times the kernel transposed")
                .isEqualTo(1);
        var kernel = all.get(3);
        assertThat(kernel.op()).isEqualTo(new Matmul(true, false));
        assertThat(kernel.input(0).rank()).isEqualTo(2);
    }

    @Test
    void the_scan_that_keeps_residuals_begins_with_the_results_of_the_plain_one() {
        var inputs = lstmInputs(Dim.fixed(BATCH), Dim.fixed(3));
        var plain = lstm(inputs, false);
        var gradients = Gradient.of(loss(plain), inputs);
        var graph = new Graph(inputs, List.of(gradients.get(3).orElseThrow()));
        var keeping = graph.nodes().stream()
                .filter(node -> node != plain && node.op() instanceof Scan scan && !scan.reverse())
                .findFirst()
                .orElseThrow();
        var body = ((Scan) keeping.op()).body();
        assertThat(keeping.inputs()).isEqualTo(plain.inputs());
        assertThat(body.results().subList(0, 3))
                .isEqualTo(((Scan) plain.op()).body().results());
        assertThat(keeping.types().size()).isGreaterThan(3);
    }

    private static long count(Graph graph, Class<? extends Op> kind) {
        return graph.nodes().stream().filter(node -> kind.isInstance(node.op())).count();
    }

    /// Kernels on either side of the product, either operand transposed.
    @ParameterizedTest
    @CsvSource({
        "false, false, false", "false, true, false", "true, false, false", "true, true, false",
        "false, false, true", "false, true, true", "true, false, true", "true, true, true"
    })
    void stacked_products_are_right_in_every_arrangement(boolean transposeA, boolean transposeB, boolean weightFirst) {
        int n = 3;
        var h = input(Shape.of(n, n));
        var x = input(Shape.of(n, n));
        var w = input(Shape.of(n, n));
        var op = new Matmul(transposeA, transposeB);
        var next = (weightFirst ? Node.of(op, w, h) : Node.of(op, h, w)).tanh().add(x);
        var body = new Graph(List.of(h, x, w), List.of(next));
        var inputs = List.of(input(Shape.of(n, n)), input(Shape.of(4, n, n)), input(Shape.of(n, n)));
        var scan = Node.of(new Scan(body, 1, 1, Dim.fixed(4), false), inputs);
        check(loss(scan), inputs);
        var gradients = Gradient.of(loss(scan), inputs).stream()
                .map(each -> each.orElseThrow())
                .toList();
        assertThat(count(new Graph(inputs, gradients), Matmul.class)).isEqualTo(1);
    }

    @Test
    void a_kernel_that_is_used_in_other_ways_too_is_summed_in_a_carry() {
        var h = input(Shape.of(2, 2));
        var w = input(Shape.of(2, 2));
        var body = new Graph(List.of(h, w), List.of(h.matmul(w).tanh().add(w.sin())));
        var inputs = List.of(input(Shape.of(2, 2)), input(Shape.of(2, 2)));
        var scan = Node.of(new Scan(body, 1, 0, Dim.fixed(3), false), inputs);
        check(loss(scan), inputs);
    }

    @Test
    void a_scan_without_sequences_or_without_outputs_has_gradients() {
        var h = input(Shape.of(2));
        var step = Run.input(DType.INT32);
        var body = new Graph(List.of(step, h), List.of(step.add(1), h.sin().multiply(step.add(1))));
        var start = Node.of(new Constant(0, DType.INT32));
        var x = input(Shape.of(2));
        var scan = Node.of(new Scan(body, 2, 0, Dim.fixed(3), false), start, x);
        var result = scan.pick(1);
        check(result.square().sum(), List.of(x), List.of(x.type()));
    }

    @Test
    void a_scan_within_a_scan_has_gradients() {
        var inner = input(Shape.of(2));
        var factor = input(Shape.of(2));
        var innerBody =
                new Graph(List.of(inner, factor), List.of(inner.multiply(factor).sin(), inner));
        var h = input(Shape.of(2));
        var w = input(Shape.of(2));
        var nested = Node.of(new Scan(innerBody, 1, 0, Dim.fixed(2), false), h, w);
        var body =
                new Graph(List.of(h, w), List.of(nested.pick(0), nested.pick(1).sum(0)));
        var inputs = List.of(input(Shape.of(2)), input(Shape.of(2)));
        var scan = Node.of(new Scan(body, 1, 0, Dim.fixed(3), true), inputs);
        check(loss(scan), inputs);
        var second = FiniteDifferences.weightedGradients(loss(scan), inputs);
        check(second, inputs);
    }

    @Test
    void sizes_that_a_body_derives_are_right_in_its_gradient() {
        var batch = Dim.unknown();
        var h = input(shape(batch, 2));
        var rows = h.range(0, new Range(0, Range.END, 2));
        var spread = rows.sum(0).broadcastTo(rows.shape()).multiply(rows);
        var body = new Graph(List.of(h), List.of(h.sin(), spread));
        var x = input(shape(batch, 2));
        var scan = Node.of(new Scan(body, 1, 0, Dim.fixed(2), false), x);
        check(loss(scan), List.of(x), List.of(TensorType.of(DType.FLOAT64, 5, 2)));
    }
}
