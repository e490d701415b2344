package jacobian.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.backend.Backend;
import jacobian.engine.backend.Buffer;
import jacobian.engine.graph.Gradient;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Matmul;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Padding;
import jacobian.engine.graph.Scan;
import jacobian.engine.graph.Window;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ReferenceBackendTest {
    @Test
    void is_found_by_the_service_loader_under_its_name() {
        var names = ServiceLoader.load(Backend.class).stream()
                .map(each -> each.get().name())
                .toList();
        assertThat(names).contains("reference");
    }

    @Test
    void multiplies_matrices_in_every_transposition() {
        var a = Run.input(DType.FLOAT32, 2, 3);
        var b = Run.input(DType.FLOAT32, 3, 2);
        double[] x = {1, 2, 3, 4, 5, 6};
        double[] y = {7, 8, 9, 10, 11, 12};
        assertThat(Run.value(a.matmul(b), List.of(a, b), x, y)).containsExactly(58, 64, 139, 154);
        var crossed = Node.of(new Matmul(true, true), a, b);
        assertThat(Run.value(crossed, List.of(a, b), x, y)).containsExactly(39, 49, 59, 54, 68, 82, 69, 87, 105);
    }

    @Test
    void float32_results_are_rounded_unless_asked_not_to() {
        var x = Run.input(DType.FLOAT32, 1);
        var graph = new Graph(List.of(x), List.of(x.divide(3)));
        assertThat(third(new ReferenceBackend(), graph)).isEqualTo((float) (1.0 / 3));
        assertThat(third(ReferenceBackend.unrounded(), graph)).isEqualTo(1.0 / 3);
    }

    private static double third(Backend backend, Graph graph) {
        var one = Run.buffer(backend, graph.inputs().get(0).type(), 1);
        return ((HostBuffer) Run.run(backend, graph, List.of(one))[0]).doubles()[0];
    }

    @Test
    void one_program_takes_batches_of_any_size() {
        var x = Run.input(new TensorType(DType.FLOAT32, Shape.of(Shape.ANY, 2)));
        var program = new ReferenceBackend().compile(new Graph(List.of(x), List.of(x.mean(0))));
        for (int batch : new int[] {1, 3}) {
            var backend = new ReferenceBackend();
            var values = new double[2 * batch];
            Arrays.setAll(values, i -> i);
            var results = new Buffer[1];
            program.run(new Buffer[] {Run.buffer(backend, TensorType.of(DType.FLOAT32, batch, 2), values)}, results);
            assertThat(Run.doubles(results[0])).containsExactly(batch - 1, batch);
        }
    }

    @Test
    void a_result_may_replace_the_input_it_was_made_from() {
        var backend = new ReferenceBackend();
        var x = Run.input(DType.INT32, 2);
        var buffer = Run.buffer(backend, x.type(), 1, 2);
        var program = backend.compile(new Graph(List.of(x), List.of(x.add(x)), List.of(0)));
        program.run(new Buffer[] {buffer}, new Buffer[] {buffer});
        assertThat(Run.doubles(buffer)).containsExactly(2, 4);
    }

    @Test
    void integers_wrap_around_at_the_width_of_their_type() {
        var bytes = Run.input(DType.UINT8, 1);
        var words = Run.input(DType.INT32, 1);
        assertThat(Run.value(bytes.add(bytes), List.of(bytes), new double[] {200}))
                .containsExactly(144);
        assertThat(Run.value(bytes.negative(), List.of(bytes), new double[] {1}))
                .containsExactly(255);
        assertThat(Run.value(words.multiply(words), List.of(words), new double[] {65_536}))
                .containsExactly(0);
        var minusOne = new double[] {-1};
        assertThat(Run.value(words.logicalRightShift(words.onesLike()), List.of(words), minusOne))
                .containsExactly(Integer.MAX_VALUE);
    }

    @Test
    void an_index_outside_its_axis_is_named_with_the_size() {
        var x = Run.input(DType.FLOAT32, 3);
        var i = Run.input(DType.INT32, 1);
        assertThatThrownBy(() -> Run.value(x.take(i, 0), List.of(x, i), new double[3], new double[] {3}))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("gather along axis 0: index 3 is outside an axis of size 3 (indices go from 0 to 2)");
    }

    @Test
    void convolution_with_its_gradients_is_the_sum_it_stands_for() {
        var x = Run.input(DType.FLOAT64, 1, 4, 1);
        var kernel = Run.input(DType.FLOAT64, 3, 1, 1);
        var window = new Window(List.of(3), List.of(1), List.of(1), Padding.SAME);
        var y = x.convolve(kernel, window, 1);
        double[] values = {1, 2, 3, 4};
        double[] weights = {1, 10, 100};
        assertThat(Run.value(y, List.of(x, kernel), values, weights)).containsExactly(210, 321, 432, 43);
        var gradients = Gradient.of(y.sum(), List.of(x, kernel));
        assertThat(Run.value(gradients.get(0).orElseThrow(), List.of(x, kernel), values, weights))
                .containsExactly(11, 111, 111, 110);
        assertThat(Run.value(gradients.get(1).orElseThrow(), List.of(x, kernel), values, weights))
                .containsExactly(6, 10, 9);
    }

    @Test
    void a_scan_hands_its_carry_on_and_leaves_outputs_at_their_steps() {
        var carry = Run.input(DType.FLOAT64);
        var step = Run.input(DType.FLOAT64);
        var next = carry.multiply(2).add(step);
        var body = new Graph(List.of(carry, step), List.of(next, next));
        var start = Run.input(DType.FLOAT64);
        var sequence = Run.input(DType.FLOAT64, 3);
        for (boolean reverse : new boolean[] {false, true}) {
            var scan = Node.of(new Scan(body, 1, 1, Dim.fixed(3), reverse), start, sequence);
            double[] steps = {1, 10, 100};
            var outputs = Run.value(scan.pick(1), List.of(start, sequence), new double[] {1}, steps);
            var last = Run.value(scan.pick(0), List.of(start, sequence), new double[] {1}, steps);
            assertThat(outputs).containsExactly(reverse ? new double[] {429, 214, 102} : new double[] {3, 16, 132});
            assertThat(last).containsExactly(reverse ? 429 : 132);
        }
    }

    @Test
    void softmax_of_large_numbers_does_not_overflow() {
        var x = Run.input(DType.FLOAT32, 2);
        assertThat(Run.value(x.softmax(-1), List.of(x), new double[] {1000, 1000})[0])
                .isCloseTo(0.5, within(1e-7));
    }
}
