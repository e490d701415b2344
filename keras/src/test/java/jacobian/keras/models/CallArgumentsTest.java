package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Attention;
import jacobian.keras.layers.Call;
import jacobian.keras.layers.CallArguments;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.FluentLayer;
import jacobian.keras.layers.GroupQueryAttention;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerCall;
import jacobian.keras.layers.MultiHeadAttention;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a layer is called with besides its inputs: kept by functional graphs and their clones, handed on inside
/// layers, refused where nobody takes it.
class CallArgumentsTest {
    private static final Tensor X =
            Tensor.arange(24).cast(DType.FLOAT32).divide(24).sin().reshape(2, 3, 4);
    private static final Tensor PLACES =
            Tensor.of(new int[][] {{1, 0, 1}, {0, 1, 1}, {1, 1, 0}}).cast(DType.BOOL);

    @Test
    void a_functional_graph_keeps_them_and_files_find_them_by_name() {
        var x = new Input(3, 4);
        var attention = new MultiHeadAttention(2, 2);
        var results = attention.applyAll(
                List.of(x, x), call -> call.useCausalMask(true).returnAttentionScores(true));
        var model = new Model(List.of(x), results);
        var expected = attention.applyAll(
                List.of(X, X), call -> call.useCausalMask(true).returnAttentionScores(true));
        var given = model.applyAll(List.of(X));
        assertThat(given.get(0).floats()).isEqualTo(expected.get(0).floats());
        assertThat(given.get(1).floats()).isEqualTo(expected.get(1).floats());
        assertThat(given.get(0).floats()).isNotEqualTo(attention.apply(X, X).floats());
        var call = LayerCall.from(results.get(0).node()).orElseThrow();
        assertThat(call.arguments().values())
                .isEqualTo(Map.of("use_causal_mask", true, "return_attention_scores", true));
        assertThat(call.positional()).hasSize(2);
    }

    @Test
    void tensors_among_them_are_values_of_the_graph() {
        var x = new Input(3, 4);
        var places = new Input(3, 3).dtype(DType.BOOL);
        var attention = new GroupQueryAttention(2, 2, 1);
        var y = attention.apply(x, x, call -> call.attentionMask(places));
        var model = new Model(List.of(x, places), List.of(y));
        var mask = PLACES.expandDims(0).broadcastTo(jacobian.engine.shape.Shape.of(2, 3, 3));
        var expected = attention.apply(X, X, call -> call.attentionMask(mask)).floats();
        assertThat(model.applyAll(List.of(X, mask)).get(0).floats()).isEqualTo(expected);
        var clone = Model.cloneModel(model);
        clone.setWeights(model.getWeights());
        assertThat(clone.applyAll(List.of(X, mask)).get(0).floats()).isEqualTo(expected);
    }

    /// A user's block, which has an argument of its own.
    private static final class Block extends FluentLayer<Block> {
        private final MultiHeadAttention attention = track("attention", new MultiHeadAttention(2, 2));

        @Override
        protected List<String> callArguments() {
            return List.of("causal");
        }

        @Override
        protected Tensor call(Tensor x, Call call) {
            return attention.apply(
                    x, x, inner -> inner.useCausalMask(call.arguments().flag("causal")));
        }
    }

    @Test
    void layers_of_ones_own_take_some_and_hand_them_on() {
        var block = new Block().name("block");
        var causal = new CallArguments(Map.of("causal", true));
        var masked = block.applyAll(List.of(X), causal).get(0).floats();
        assertThat(masked).isNotEqualTo(block.apply(X).floats());
        var x = new Input(3, 4);
        var model = new Model(List.of(x), block.applyAll(List.of(x), causal));
        assertThat(model.apply(X).floats()).isEqualTo(masked);
        assertThat(block.weights().get(0).name()).matches("block/multi_head_attention(_\\d+)?/query/kernel");
    }

    @Test
    void what_nobody_takes_is_refused() {
        Layer dense = new Dense(2);
        assertThatThrownBy(() -> dense.applyAll(List.of(X), new CallArguments(Map.of("use_causal_mask", true))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dense(units=2) takes no argument use_causal_mask when it is called: it takes none");
        assertThatThrownBy(() -> new Attention().apply(X, X, call -> call.attentionMask(PLACES)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it takes query_mask, value_mask, use_causal_mask, return_attention_scores");
        assertThatThrownBy(() -> new MultiHeadAttention(2, 2)
                        .flashAttention(true)
                        .applyAll(List.of(X, X), call -> call.returnAttentionScores(true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("flash attention has no attention scores");
        assertThatThrownBy(() -> new MultiHeadAttention(2, 2)
                        .apply(X, X, call -> call.valueMask(Tensor.of(new int[][] {{1, 0}}))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("cannot take a value_mask of (1, 2) with (2, 3, 4)");
        assertThatThrownBy(() -> new Attention().apply(X, X, X.range(1, 0, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("as many steps in it as in the value");
        assertThatThrownBy(() -> new MultiHeadAttention(2, 2).apply(X, X.range(1, 0, 0)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("none empty");
    }
}
