package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Add;
import jacobian.keras.layers.Bidirectional;
import jacobian.keras.layers.Call;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.LSTM;
import jacobian.keras.tensorboard.GraphNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphDrawingTest {
    private static List<String> drawn(Model model) {
        return model.graphNodes().stream()
                .map(node -> node.op() + " " + node.name() + node.inputs())
                .toList();
    }

    @Test
    void a_chain_is_drawn_from_its_input_on() {
        var model = new Sequential(new Input(2).name("in"), new Dense(3).name("a"), new Dense(1).name("b"));
        assertThat(drawn(model)).containsExactly("InputLayer in[]", "Dense a[in]", "Dense b[a]");
        var node = model.graphNodes().get(1);
        assertThat(node.attributes())
                .containsEntry("layer", "Dense(units=3, name=\"a\")")
                .containsEntry("parameters", 9L)
                .containsEntry("trainable", true)
                .extractingByKey(GraphNode.OUTPUT_SHAPES)
                .hasToString("[(None, 3)]");
    }

    @Test
    void branches_shared_layers_and_operations_between_layers_are_drawn() {
        var x = new Input(2).name("x");
        var shared = new Dense(2).name("shared");
        var first = shared.apply(x);
        var second = shared.apply(first.multiply(2).add(x.tensor()));
        var model = new Model(x, new Add().name("sum").apply(first, second));
        assertThat(drawn(model))
                .containsExactly(
                        "InputLayer x[]",
                        "Dense shared[x]",
                        "Binary shared_1_binary[shared, x]",
                        "Dense shared_1[shared_1_binary]",
                        "Add sum[shared, shared_1]");
    }

    @Test
    void a_model_inside_is_a_folder_each_time_it_is_called() {
        var inner = new Sequential(new Input(2).name("in"), new Dense(2).name("d")).name("inner");
        var x = new Input(2).name("x");
        var model = new Model(x, inner.apply(inner.apply(x)));
        assertThat(drawn(model)).containsExactly("InputLayer x[]", "Dense inner/d[x]", "Dense inner_1/d[inner/d]");
    }

    /// A model without a graph.
    private static final class Own extends Model {
        private final Dense dense = track("dense", new Dense(1).name("dense"));
        private final Bidirectional both = track("both", new Bidirectional(new LSTM(2)).name("both"));

        @Override
        protected Tensor call(Tensor x, Call call) {
            return dense.apply(both.apply(x));
        }
    }

    @Test
    void of_a_model_without_a_graph_the_layers_are_drawn() {
        assertThat(drawn(new Own())).contains("Dense dense[]").anyMatch(node -> node.contains(" both"));
    }
}
