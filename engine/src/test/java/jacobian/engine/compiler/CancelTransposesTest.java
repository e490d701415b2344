package jacobian.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Source;
import jacobian.engine.graph.Transpose;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancelTransposesTest {
    private record Any() implements Source {}

    private static Node input(int... sizes) {
        return Node.input(new Any(), TensorType.of(DType.FLOAT32, sizes));
    }

    private static String simplified(List<Node> inputs, Node... results) {
        return Passes.simplify(new Graph(inputs, List.of(results)), _ -> false).toString();
    }

    private static long transposes(List<Node> inputs, Node... results) {
        return Passes.simplify(new Graph(inputs, List.of(results)), _ -> false).nodes().stream()
                .filter(node -> node.op() instanceof Transpose)
                .count();
    }

    private static Node first(Node x) {
        return x.transpose(0, 3, 1, 2);
    }

    private static Node last(Node x) {
        return x.transpose(0, 2, 3, 1);
    }

    @Test
    void elementwise_work_between_two_orders_is_done_in_the_neighbours_order() {
        var x = input(2, 4, 5, 3);
        var bias = input(3);
        var biased = first(x).add(bias.reshape(3, 1, 1));
        assertThat(simplified(List.of(x, bias), last(biased.exp()))).isEqualTo("""
                %0 = input : float32(2, 4, 5, 3)
                %1 = input : float32(3,)
                %2 = Reshape[shape=(1, 1, 1, 3)](%1) : float32(1, 1, 1, 3)
                %3 = Broadcast[shape=(2, 4, 5, 3), axes=[0, 1, 2]](%2) : float32(2, 4, 5, 3)
                %4 = ADD(%0, %3) : float32(2, 4, 5, 3)
                %5 = EXP(%4) : float32(2, 4, 5, 3)
                return %5
                """);
    }

    @Test
    void a_normalization_between_two_orders_reduces_other_axes() {
        var x = input(2, 4, 5, 3);
        var y = first(x);
        var mean = y.mean(0, 2, 3);
        var centred = y.subtract(mean.reshape(3, 1, 1));
        var variance = centred.square().mean(0, 2, 3);
        assertThat(transposes(List.of(x), last(centred.multiply(variance.reshape(3, 1, 1)))))
                .isZero();
        assertThat(transposes(List.of(x), last(centred.maximum(centred.constant(0, DType.FLOAT32))), mean))
                .isZero();
    }

    @Test
    void branches_that_meet_again_turn_together() {
        var x = input(2, 4, 5, 3);
        var a = first(x.exp());
        var b = first(x.sin());
        assertThat(transposes(List.of(x), last(a.add(b).tanh()))).isZero();
        assertThat(transposes(
                        List.of(x),
                        last(Node.concatenate(List.of(a, b), 1).pad(new int[] {0, 0, 1, 2}, new int[] {0, 0, 0, 1}))))
                .isZero();
    }

    @Test
    void several_transposes_that_meet_become_one() {
        var x = input(2, 4, 5, 3);
        var y = input(2, 4, 5, 3);
        assertThat(transposes(List.of(x, y), first(x).multiply(first(y)).exp())).isEqualTo(1);
    }

    @Test
    void where_nothing_is_gained_all_stays() {
        var x = input(2, 4, 5, 3);
        var y = input(2, 3, 4, 5);
        var one = new Graph(List.of(x, y), List.of(first(x).add(y)));
        assertThat(CancelTransposes.in(one)).isSameAs(one);
        var two = new Graph(List.of(x), List.of(first(x).exp(), first(x)));
        assertThat(CancelTransposes.in(two)).isSameAs(two);
    }

    @Test
    void reductions_that_leave_axes_in_another_order_are_put_right() {
        var x = input(2, 4, 5, 3);
        var y = first(x).exp();
        var graph = Passes.simplify(new Graph(List.of(x), List.of(last(y), y.sum(0, 2))), _ -> false);
        assertThat(graph.results().get(1).shape()).isEqualTo(Shape.of(3, 5));
    }

    @Test
    void unknown_batches_stay_unknown() {
        var batch = Dim.unknown();
        var x = Node.input(
                new Any(), new TensorType(DType.FLOAT32, Shape.of(4, 5, 3).insert(0, batch)));
        var bias = input(3);
        var y = last(first(x).add(bias.reshape(3, 1, 1)).range(2, 1, 3).exp());
        var graph = Passes.simplify(new Graph(List.of(x, bias), List.of(y)), _ -> false);
        assertThat(graph.results().get(0).shape()).hasToString(y.shape().toString());
        assertThat(graph.nodes().stream().noneMatch(node -> node.op() instanceof Transpose))
                .isTrue();
    }
}
