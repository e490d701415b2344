package jacobian.engine.cpu.program;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.backend.Buffer;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.cpu.WarmUp;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Scan;
import jacobian.engine.graph.Source;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A scan cut along its batch, against the same scan in one part.
class ScanPartTest {
    private static final int STEPS = 40;
    private static final int ROWS = 27;
    private static final int UNITS = 64;

    private record Any() implements Source {}

    private static Node input(int... sizes) {
        return Node.input(new Any(), TensorType.of(DType.FLOAT32, sizes));
    }

    /// `h' = tanh(h w + x) mask`, which lists `h`, `h'` and, twice, `2 h'`; the last only once is read.
    private static Graph graph(boolean reverse) {
        var h = input(ROWS, UNITS);
        var x = input(ROWS, UNITS);
        var w = input(UNITS, UNITS);
        var mask = input(ROWS, UNITS);
        var next = h.matmul(w).add(x).tanh().multiply(mask);
        var body = new Graph(
                List.of(h, x, w, mask),
                List.of(next, h, next, next.multiply(2), next.multiply(2).multiply(1), x.exp()));
        var inputs = List.of(input(ROWS, UNITS), input(STEPS, ROWS, UNITS), input(UNITS, UNITS), input(ROWS, UNITS));
        var scan = Node.of(new Scan(body, 1, 1, Dim.fixed(STEPS), reverse), inputs);
        var results = new ArrayList<Node>();
        for (int i : new int[] {0, 1, 2, 3, 4}) {
            results.add(scan.pick(i));
        }
        return new Graph(inputs, results);
    }

    private static List<float[]> run(Graph graph, ThreadTeam team, int times) {
        var random = new Random(3);
        var inputs = graph.inputs().stream().map(node -> random(node, random)).toArray(Buffer[]::new);
        var program = new Program(graph, team, inputs.length);
        var results = new Buffer[graph.results().size()];
        for (int i = 0; i < times; i++) {
            program.run(inputs, results);
        }
        return List.of(results).stream().map(ScanPartTest::values).toList();
    }

    private static Buffer random(Node node, Random random) {
        var values = new float[(int) node.shape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        var buffer = new CpuBuffer(node.type());
        buffer.write(MemorySegment.ofArray(values));
        return buffer;
    }

    private static float[] values(Buffer buffer) {
        var values = new float[(int) buffer.type().shape().size()];
        buffer.read(MemorySegment.ofArray(values));
        return values;
    }

    @Test
    void the_parts_of_a_batch_have_the_bits_of_the_whole() throws InterruptedException {
        for (boolean reverse : List.of(false, true)) {
            var whole = run(graph(reverse), ThreadTeam.of(1), 2);
            for (int threads : List.of(2, 3)) {
                check(whole, run(graph(reverse), ThreadTeam.of(threads), 2));
            }
            long end = System.nanoTime() + WarmUp.PATIENCE_NANOS;
            while (WarmUp.isBusy() && System.nanoTime() < end) {
                Thread.sleep(10);
            }
            check(whole, run(graph(reverse), ThreadTeam.of(2), 20));
        }
    }

    private static void check(List<float[]> expected, List<float[]> given) {
        for (int i = 0; i < expected.size(); i++) {
            assertThat(given.get(i)).as("result " + i).isEqualTo(expected.get(i));
        }
    }

    @Test
    void each_output_is_what_the_body_says() {
        var results = run(graph(false), ThreadTeam.of(2), 1);
        var before = results.get(1);
        var after = results.get(2);
        int slice = ROWS * UNITS;
        for (int i = slice; i < before.length; i++) {
            assertThat(before[i]).isEqualTo(after[i - slice]);
        }
        for (int i = 0; i < after.length; i++) {
            assertThat(results.get(3)[i]).isEqualTo(2 * after[i]);
        }
        assertThat(results.get(4)).isEqualTo(results.get(3));
        for (int i = 0; i < slice; i++) {
            assertThat(results.get(0)[i]).isEqualTo(after[after.length - slice + i]);
        }
    }

    @Test
    void outputs_that_nobody_reads_or_that_stand_twice_are_not_computed() {
        var inputs = graph(false);
        assertThat(new Program(inputs, ThreadTeam.of(2), 4).explain())
                .doesNotContain("EXP")
                .contains("return %7, %0, %7, %10");
    }
}
