package jacobian.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.reference.Run;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class BindingTest {
    private final Dim batch = Dim.unknown();
    private final Node x = input(batch, 4);
    private final Node y = input(batch, 2);

    private static Node input(Dim first, int... others) {
        return Run.input(new TensorType(DType.FLOAT32, Shape.of(List.of(first)).concat(Shape.of(others))));
    }

    private static TensorType type(int... sizes) {
        return TensorType.of(DType.FLOAT32, sizes);
    }

    @Test
    void every_node_gets_the_sizes_of_the_data() {
        var joined = Node.concatenate(List.of(x, y), 1);
        var flat = joined.ravel();
        var every = flat.range(0, new Range(0, Range.END, 5));
        var binding = Binding.of(new Graph(List.of(x, y), List.of(every)), List.of(type(3, 4), type(3, 2)));
        assertThat(binding.shape(joined)).isEqualTo(Shape.of(3, 6));
        assertThat(binding.shape(flat)).isEqualTo(Shape.of(18));
        assertThat(binding.shape(every)).isEqualTo(Shape.of(4));
        assertThat(binding.of(every).shape().isFixed()).isTrue();
    }

    @Test
    void data_of_another_size_than_the_graph_was_made_for_is_refused() {
        var graph = new Graph(List.of(x), List.of(x.exp()));
        assertThatThrownBy(() -> Binding.of(graph, List.of(type(3, 5))))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "input 0 of the program: axis 1 of float32(3, 5) is 5, not 4, for which the program was made");
    }

    @Test
    void two_inputs_of_one_batch_must_have_as_many_rows() {
        var graph = new Graph(List.of(x, y), List.of(x.sum().add(y.sum())));
        assertThatThrownBy(() -> Binding.of(graph, List.of(type(3, 4), type(7, 2))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("input 1 of the program: axis 0 of float32(7, 2) is 7, not 3,"
                        + " the size of its symbol elsewhere");
    }

    @Test
    void data_of_another_type_rank_or_number_is_refused() {
        var graph = new Graph(List.of(x), List.of(x.exp()));
        assertThatThrownBy(() -> Binding.of(graph, List.of(TensorType.of(DType.FLOAT64, 3, 4))))
                .hasMessage("input 0 of the program is float64(3, 4), but it was made for float32(None, 4)");
        assertThatThrownBy(() -> Binding.of(graph, List.of(type(12))))
                .hasMessage("input 0 of the program is float32(12,), but it was made for float32(None, 4)");
        assertThatThrownBy(() -> Binding.of(graph, List.of(type(3, 4), type(3, 4))))
                .hasMessage("a program of 1 inputs got 2");
    }

    @Test
    void a_size_that_no_input_tells_is_refused() {
        var node = Node.full(1, DType.FLOAT32, Shape.of(List.of(Dim.unknown())));
        assertThatThrownBy(() -> Binding.of(new Graph(List.of(), List.of(node)), List.of()))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("the size of axis 0 of float32(None,) does not follow from the inputs");
    }

    @Test
    void a_reshape_that_the_data_does_not_fill_is_refused() {
        var pairs = x.reshape(-1, 3);
        var graph = new Graph(List.of(x), List.of(pairs));
        assertThat(Binding.of(graph, List.of(type(3, 4))).shape(pairs)).isEqualTo(Shape.of(4, 3));
        assertThatThrownBy(() -> Binding.of(graph, List.of(type(4, 4))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("cannot reshape (4, 4) to (5, 3): 16 elements do not fill 15");
    }

    @Test
    void sizes_follow_their_derivation_where_the_node_that_derives_them_is_not_computed() {
        var sliced = x.range(0, new Range(1, Range.END, 2)).pad(new int[] {0, 0}, new int[] {3, 0});
        var joined = Node.concatenate(List.of(sliced, x), 0);
        var ones = Node.full(1, DType.FLOAT32, joined.ravel().shape());
        var binding = Binding.of(new Graph(List.of(x), List.of(ones)), List.of(type(5, 4)));
        assertThat(binding.shape(ones)).isEqualTo(Shape.of((2 + 3 + 5) * 4));
    }
}
