package jacobian.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Input;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Source;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowPartsTest {
    private record Any() implements Source {}

    private final Node h = input(6, 4);
    private final Node x = input(6, 4);
    private final Node w = input(4, 4);

    private static Node input(int... sizes) {
        return Node.input(new Any(), TensorType.of(DType.FLOAT32, sizes));
    }

    @Test
    void the_step_of_a_recurrent_layer_can_be_done_for_some_rows() {
        var mask = input(6, 4);
        var bias = input(4);
        var next = h.matmul(w)
                .add(x)
                .add(bias)
                .tanh()
                .multiply(mask)
                .divide(x.sum(1).reshape(6, 1));
        var parts = RowParts.of(new Graph(List.of(h, x, w, mask, bias), List.of(next, h)), 6, 2)
                .orElseThrow();
        assertThat(List.of(0, 1, 2, 3, 4)).filteredOn(parts::cutsInput).containsExactly(0, 1, 3);
        var part = parts.of(2);
        assertThat(part.inputs())
                .extracting(Node::shape)
                .containsExactly(Shape.of(2, 4), Shape.of(2, 4), Shape.of(4, 4), Shape.of(2, 4), Shape.of(4));
        assertThat(part.results()).extracting(Node::shape).containsExactly(Shape.of(2, 4), Shape.of(2, 4));
    }

    @Test
    void rows_that_share_a_result_stay_together() {
        var count = input();
        var body = new Graph(List.of(h, count, w), List.of(h.matmul(w), count.add(1)));
        assertThat(RowParts.of(body, 6, 2)).isEmpty();
    }

    @Test
    void rows_that_see_each_other_stay_together() {
        assertThat(List.of(
                        h.subtract(h.meanKeep(0)),
                        h.flip(0),
                        h.transpose(1, 0).matmul(x),
                        h.reshape(4, 6).exp().reshape(6, 4),
                        h.add(x.take(input(6).cast(DType.INT32), 0))))
                .allSatisfy(next -> {
                    var inputs = new Graph(List.of(), List.of(next))
                            .nodes().stream()
                                    .filter(node -> node.inputs().isEmpty() && node.op() instanceof Input)
                                    .toList();
                    assertThat(RowParts.of(new Graph(inputs, List.of(next)), 6, inputs.size()))
                            .isEmpty();
                });
    }

    @Test
    void an_input_of_as_many_rows_that_is_multiplied_by_stays_whole() {
        var square = input(6, 6);
        var wide = input(6, 6);
        var parts = RowParts.of(new Graph(List.of(square, wide), List.of(square.matmul(wide))), 6, 1)
                .orElseThrow();
        assertThat(parts.cutsInput(0)).isTrue();
        assertThat(parts.cutsInput(1)).isFalse();
    }
}
