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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class GraphTest {
    /// Data of `batch` rows, as a tensor made from an array has it.
    private static Node data(int batch, int... features) {
        return Run.input(new TensorType(
                DType.FLOAT32, Shape.of(batch).concat(Shape.of(features)).batched()));
    }

    private static Graph graph(Node input, UnaryOperator<Node> body) {
        return new Graph(List.of(input), List.of(body.apply(input)));
    }

    private static Node dense(Node x) {
        return x.matmul(Node.full(0.5, DType.FLOAT32, Shape.of(8, 3))).relu();
    }

    @Test
    void two_batches_give_equal_graphs() {
        assertThat(graph(data(32, 8), GraphTest::dense)).isEqualTo(graph(data(7, 8), GraphTest::dense));
        assertThat(graph(data(32, 8), GraphTest::dense)).hasSameHashCodeAs(graph(data(7, 8), GraphTest::dense));
        UnaryOperator<Node> mean = x -> x.subtract(x.meanKeep(0)).square().mean();
        assertThat(graph(data(1, 8), mean)).isEqualTo(graph(data(7, 8), mean));
    }

    @Test
    void other_features_give_other_graphs() {
        assertThat(graph(data(32, 8), Node::exp)).isNotEqualTo(graph(data(32, 9), Node::exp));
        assertThat(graph(data(32, 8), Node::exp)).isNotEqualTo(graph(data(32, 8), Node::log));
        assertThat(graph(data(32, 8), Node::exp))
                .isNotEqualTo(
                        graph(data(32, 8).cast(DType.FLOAT32), x -> x.exp().exp()));
    }

    @Test
    void features_as_many_as_the_batch_by_accident_change_nothing() {
        UnaryOperator<Node> body =
                x -> x.subtract(x.meanKeep(0)).matmul(x.transpose()).sum(1);
        var square = graph(data(8, 8), body);
        assertThat(square).isEqualTo(graph(data(5, 8), body));
        var program = Run.value(square.results().get(0), square.inputs(), new double[64]);
        assertThat(program).hasSize(8);
    }

    @Test
    void a_fixed_axis_is_not_a_symbol_of_that_size() {
        var fixed = Run.input(DType.FLOAT32, 8, 8);
        assertThat(graph(fixed, Node::exp)).isNotEqualTo(graph(data(8, 8), Node::exp));
    }

    @Test
    void two_inputs_of_one_batch_are_told_from_two_batches() {
        var batch = Dim.symbolic(4);
        var other = Dim.symbolic(4);
        var x = Run.input(new TensorType(DType.FLOAT32, Shape.of(List.of(batch))));
        var same = Run.input(new TensorType(DType.FLOAT32, Shape.of(List.of(batch))));
        var different = Run.input(new TensorType(DType.FLOAT32, Shape.of(List.of(other))));
        assertThat(new Graph(List.of(x, same), List.of(x.sum(), same.sum())))
                .isNotEqualTo(new Graph(List.of(x, different), List.of(x.sum(), different.sum())));
    }

    /// Two slices of one symbol have as many rows as each other in one run and not in the next.
    @Test
    void sizes_that_different_slices_derive_are_told_apart() {
        UnaryOperator<Node> byFirst = x -> {
            var first = x.range(0, new Range(0, Range.END, 2));
            var second = x.range(0, new Range(1, Range.END, 2));
            return first.sum()
                    .add(second.sum())
                    .add(Node.full(1, DType.FLOAT32, first.shape()).sum());
        };
        UnaryOperator<Node> bySecond = x -> {
            var first = x.range(0, new Range(0, Range.END, 2));
            var second = x.range(0, new Range(1, Range.END, 2));
            return first.sum()
                    .add(second.sum())
                    .add(Node.full(1, DType.FLOAT32, second.shape()).sum());
        };
        assertThat(graph(data(6), byFirst)).isEqualTo(graph(data(9), byFirst)).isNotEqualTo(graph(data(6), bySecond));
    }

    @Test
    void a_derived_size_is_known_by_its_derivation_where_nothing_else_shows_it() {
        UnaryOperator<Node> halves = x -> Node.full(
                        1, DType.FLOAT32, x.range(0, new Range(0, Range.END, 2)).shape())
                .sum();
        UnaryOperator<Node> thirds = x -> Node.full(
                        1, DType.FLOAT32, x.range(0, new Range(0, Range.END, 3)).shape())
                .sum();
        assertThat(graph(data(6), halves)).isEqualTo(graph(data(9), halves)).isNotEqualTo(graph(data(6), thirds));
        var graph = graph(data(6), halves);
        assertThat(Run.value(graph.results().get(0), graph.inputs(), new double[6]))
                .containsExactly(3);
    }

    @Test
    void an_input_may_have_come_by_its_size_in_any_way() {
        var sliced = data(9).range(0, new Range(0, Range.END, 2)).shape();
        var x = Run.input(new TensorType(DType.FLOAT32, sliced));
        assertThat(graph(x, Node::exp)).isEqualTo(graph(data(5), Node::exp));
    }

    @Test
    void which_symbol_a_body_means_is_part_of_the_graph() {
        var rows = Dim.symbolic(4);
        var columns = Dim.symbolic(4);
        assertThat(scanOver(rows, columns, rows)).isNotEqualTo(scanOver(rows, columns, columns));
    }

    /// A scan whose body counts the elements of an axis that only the graph outside has.
    private static Graph scanOver(Dim rows, Dim columns, Dim counted) {
        var x = Run.input(new TensorType(DType.FLOAT32, Shape.of(List.of(rows, columns))));
        var carry = Run.input(DType.FLOAT32);
        var next = carry.add(
                Node.full(1, DType.FLOAT32, Shape.of(List.of(counted))).sum());
        var scan = new Scan(new Graph(List.of(carry), List.of(next)), 1, 0, Dim.fixed(2), false);
        return new Graph(List.of(x), List.of(Node.of(scan, x.sum())));
    }

    @Test
    void the_order_of_inputs_and_results_and_what_they_replace_belong_to_the_graph() {
        var x = data(2);
        var y = data(2);
        var difference = x.subtract(y);
        assertThat(new Graph(List.of(x, y), List.of(difference)))
                .isNotEqualTo(new Graph(List.of(y, x), List.of(difference)));
        var both = List.of(x.exp(), x.log());
        assertThat(new Graph(List.of(x), both)).isNotEqualTo(new Graph(List.of(x), both.reversed()));
        assertThat(new Graph(List.of(x), both, List.of(-1, -1)))
                .isNotEqualTo(new Graph(List.of(x), both, List.of(0, -1)));
    }

    @Test
    void shared_nodes_are_told_from_nodes_computed_twice() {
        assertThat(graph(data(2), x -> {
                    var exp = x.exp();
                    return exp.add(exp);
                }))
                .isNotEqualTo(graph(data(2), x -> x.exp().add(x.exp())));
    }

    @Test
    void a_graph_prints_one_line_a_node() {
        var x = Run.input(DType.FLOAT32, 2, 3);
        assertThat(new Graph(List.of(x), List.of(x.exp().sum(1))).toString()).isEqualTo("""
                        %0 = input : float32(2, 3)
                        %1 = EXP(%0) : float32(2, 3)
                        %2 = Reduce[kind=SUM, axes=[1]](%1) : float32(2,)
                        return %2
                        """);
    }

    @Test
    void inlining_puts_arguments_in_the_place_of_inputs_and_their_sizes_in_the_place_of_symbols() {
        var x = data(4, 2);
        var body = graph(x, each -> {
            var even = each.range(0, new Range(0, Range.END, 2));
            return even.add(Node.full(1, DType.FLOAT32, even.shape()));
        });
        var other = Run.input(DType.FLOAT32, 5, 2);
        var result = body.inline(List.of(other.exp())).get(0);
        assertThat(result.shape()).isEqualTo(Shape.of(3, 2));
        assertThat(Run.value(result, List.of(other), new double[10]))
                .containsOnly(2)
                .hasSize(6);
    }

    @Test
    void graphs_a_hundred_thousand_nodes_deep_are_ordered_compared_differentiated_and_run() {
        var x = Run.input(DType.FLOAT64);
        var results = new ArrayList<Node>();
        for (int i = 0; i < 2; i++) {
            var deep = x;
            for (int depth = 0; depth < 100_000; depth++) {
                deep = Node.of(Unary.NEGATE, deep);
            }
            results.add(deep);
        }
        assertThat(Order.of(results)).hasSize(200_001).first().isSameAs(x);
        var graph = new Graph(List.of(x), results.subList(0, 1));
        assertThat(graph).isEqualTo(new Graph(List.of(x), results.subList(1, 2)));
        var gradient = Gradient.of(results.get(0), List.of(x)).get(0).orElseThrow();
        assertThat(Run.value(gradient, List.of(x), new double[] {3})).containsExactly(1);
    }
}
