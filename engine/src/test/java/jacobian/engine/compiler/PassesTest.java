package jacobian.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.graph.Broadcast;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Matmul;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Slice;
import jacobian.engine.graph.Source;
import jacobian.engine.graph.Unslice;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Before and after as text. That values stay the same is checked for every operation by the suite that compares
/// back ends.
class PassesTest {
    private record Any() implements Source {}

    private static Node input(int... sizes) {
        return Node.input(new Any(), TensorType.of(DType.FLOAT32, sizes));
    }

    private static String simplified(List<Node> inputs, Node... results) {
        return Passes.simplify(new Graph(inputs, List.of(results)), _ -> false).toString();
    }

    @Test
    void what_does_nothing_goes() {
        var x = input(2, 3);
        var y = x.add(0)
                .multiply(1)
                .stopGradient()
                .reshape(6)
                .reshape(2, 3)
                .transpose(1, 0)
                .transpose(1, 0);
        assertThat(simplified(List.of(x), y)).isEqualTo("""
                %0 = input : float32(2, 3)
                return %0
                """);
    }

    @Test
    void what_stands_twice_stands_once() {
        var x = input(2, 3);
        assertThat(simplified(List.of(x), x.exp().add(x.exp()))).isEqualTo("""
                %0 = input : float32(2, 3)
                %1 = EXP(%0) : float32(2, 3)
                %2 = ADD(%1, %1) : float32(2, 3)
                return %2
                """);
    }

    @Test
    void pieces_that_fill_an_axis_of_zeros_are_joined() {
        var x = input(6, 5);
        var shape = Shape.of(6, 5);
        var gradient = unslice(x, 3, Range.END, shape).add(unslice(x, 0, 3, shape));
        assertThat(simplified(List.of(x), gradient)).contains("Concat[axis=1]").doesNotContain("Unslice");
        var overlapping = unslice(x, 2, Range.END, shape).add(unslice(x, 0, 3, shape));
        assertThat(simplified(List.of(x), overlapping)).contains("Unslice").doesNotContain("Concat");
    }

    @Test
    void a_product_of_which_only_some_columns_are_read_computes_these() {
        var x = input(4, 5);
        var w = input(7, 5);
        var columns = List.of(Range.ALL, new Range(3, 7, 1));
        var product = Node.of(new Matmul(false, true), x, w);
        var right = Node.of(new Slice(columns), product);
        assertThat(simplified(List.of(x, w), right.exp()))
                .contains("%3 = Matmul[transposeA=false, transposeB=true](%0, %2) : float32(4, 4)")
                .doesNotContain("(4, 7)");
        assertThat(simplified(List.of(x, w), right.exp(), product)).contains("(4, 7)");
    }

    private static Node unslice(Node x, int from, int to, Shape shape) {
        var ranges = List.of(Range.ALL, new Range(from, to, 1));
        return Node.of(new Unslice(ranges, shape), Node.of(new Slice(ranges), x).exp());
    }

    @Test
    void a_bias_is_added_before_the_last_axis_is_split() {
        var x = input(6, 8);
        var bias = input(2, 4);
        var heads = x.exp().reshape(2, 3, 2, 4).add(bias).multiply(0.5);
        assertThat(simplified(List.of(x, bias), heads)).isEqualTo("""
                %0 = input : float32(6, 8)
                %1 = input : float32(2, 4)
                %2 = EXP(%0) : float32(6, 8)
                %3 = Reshape[shape=(8,)](%1) : float32(8,)
                %4 = Broadcast[shape=(6, 8), axes=[0]](%3) : float32(6, 8)
                %5 = ADD(%2, %4) : float32(6, 8)
                %6 = Constant[value=0.5, dtype=float32] : float32()
                %7 = Broadcast[shape=(6, 8), axes=[0, 1]](%6) : float32(6, 8)
                %8 = MULTIPLY(%5, %7) : float32(6, 8)
                %9 = Reshape[shape=(2, 3, 2, 4)](%8) : float32(2, 3, 2, 4)
                return %9
                """);
    }

    @Test
    void arithmetic_on_halves_is_done_in_float32_and_rounded_after_each_operation() {
        var x = Node.input(new Any(), TensorType.of(DType.BFLOAT16, 2, 3));
        var y = x.matmul(x.transpose()).add(0.3).reshape(4);
        assertThat(simplified(List.of(x), y)).isEqualTo("""
                %0 = input : bfloat16(2, 3)
                %1 = Cast[dtype=float32](%0) : float32(2, 3)
                %2 = Matmul[transposeA=false, transposeB=true](%1, %1) : float32(2, 2)
                %3 = Cast[dtype=bfloat16](%2) : bfloat16(2, 2)
                %4 = Cast[dtype=float32](%3) : float32(2, 2)
                %5 = Constant[value=0.30078125, dtype=float32] : float32()
                %6 = Broadcast[shape=(2, 2), axes=[0, 1]](%5) : float32(2, 2)
                %7 = ADD(%4, %6) : float32(2, 2)
                %8 = Cast[dtype=bfloat16](%7) : bfloat16(2, 2)
                %9 = Reshape[shape=(4,)](%8) : bfloat16(4,)
                return %9
                """);
    }

    @Test
    void a_half_that_was_widened_comes_back_as_it_was_but_a_float_that_was_narrowed_does_not() {
        var half = Node.input(new Any(), TensorType.of(DType.FLOAT16, 2));
        assertThat(simplified(List.of(half), half.cast(DType.FLOAT32).cast(DType.FLOAT16)))
                .isEqualTo("""
                        %0 = input : float16(2,)
                        return %0
                        """);
        var x = input(2);
        assertThat(simplified(List.of(x), x.cast(DType.FLOAT16).cast(DType.FLOAT32)))
                .isEqualTo("""
                        %0 = input : float32(2,)
                        %1 = Cast[dtype=float16](%0) : float16(2,)
                        %2 = Cast[dtype=float32](%1) : float32(2,)
                        return %2
                        """);
    }

    @Test
    void what_is_rounded_already_is_not_rounded_again() {
        var x = Node.input(new Any(), TensorType.of(DType.BFLOAT16, 2));
        assertThat(simplified(List.of(x), x.relu().maximum(0.5).exp())).isEqualTo("""
                %0 = input : bfloat16(2,)
                %1 = Cast[dtype=float32](%0) : float32(2,)
                %2 = RELU(%1) : float32(2,)
                %3 = Constant[value=0.5, dtype=float32] : float32()
                %4 = Broadcast[shape=(2,), axes=[0]](%3) : float32(2,)
                %5 = MAXIMUM(%2, %4) : float32(2,)
                %6 = EXP(%5) : float32(2,)
                %7 = Cast[dtype=bfloat16](%6) : bfloat16(2,)
                return %7
                """);
    }

    @Test
    void a_product_reads_a_transposed_matrix_in_place() {
        var a = input(3, 2);
        var b = input(3, 4);
        assertThat(simplified(List.of(a, b), a.transpose().matmul(b))).isEqualTo("""
                %0 = input : float32(3, 2)
                %1 = input : float32(3, 4)
                %2 = Matmul[transposeA=true, transposeB=false](%0, %1) : float32(2, 4)
                return %2
                """);
    }

    @Test
    void constants_are_computed_now_and_repeated_last() {
        var x = input(2, 3);
        var scale = x.constant(6, DType.FLOAT32)
                .divide(x.constant(3, DType.FLOAT32))
                .broadcastTo(x.shape());
        assertThat(simplified(List.of(x), x.multiply(scale).multiply(scale.divide(2))))
                .isEqualTo("""
                %0 = input : float32(2, 3)
                %1 = Constant[value=2.0, dtype=float32] : float32()
                %2 = Broadcast[shape=(2, 3), axes=[0, 1]](%1) : float32(2, 3)
                %3 = MULTIPLY(%0, %2) : float32(2, 3)
                return %3
                """);
    }

    @Test
    void what_is_repeated_is_computed_before() {
        var bias = input(3);
        var wide = Node.of(new Broadcast(Shape.of(2, 3), List.of(0)), bias);
        assertThat(simplified(List.of(bias), wide.exp())).isEqualTo("""
                %0 = input : float32(3,)
                %1 = EXP(%0) : float32(3,)
                %2 = Broadcast[shape=(2, 3), axes=[0]](%1) : float32(2, 3)
                return %2
                """);
    }

    @Test
    void a_size_that_an_operation_derives_keeps_its_meaning() {
        var shape = Shape.of(4, 3).with(0, Dim.symbolic(4));
        var x = Node.input(new Any(), new TensorType(DType.FLOAT32, shape));
        var part = x.add(0).range(0, 1, 3);
        var ones = Node.full(1, DType.FLOAT32, part.shape());
        var graph = Passes.simplify(new Graph(List.of(x), List.of(part.subtract(ones.exp()))), _ -> false);
        var slice = graph.nodes().stream()
                .filter(node -> node.op() instanceof Slice)
                .findFirst()
                .orElseThrow();
        var wide = graph.nodes().stream()
                .filter(node -> node.op() instanceof Broadcast)
                .findFirst()
                .orElseThrow();
        assertThat(wide.shape().dim(0).symbol()).isEqualTo(slice.shape().dim(0).symbol());
    }

    @Test
    void a_graph_keeps_its_structure_whatever_its_batch() {
        assertThat(layer(32)).isEqualTo(layer(7)).isNotEqualTo(layer(1, 5));
    }

    private static Graph layer(int batch, int... features) {
        int width = features.length == 0 ? 4 : features[0];
        var x = Node.input(
                new Any(), new TensorType(DType.FLOAT32, Shape.of(batch, width).batched()));
        var w = input(width, 2);
        return new Graph(
                List.of(x, w),
                List.of(Node.of(new Matmul(false, false), x, w).relu().mean()));
    }
}
