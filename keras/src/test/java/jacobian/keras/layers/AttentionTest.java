package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.initializers.GlorotUniform;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Values are checked against Keras in AttentionGoldenTest.
class AttentionTest {
    private static final Tensor X =
            Tensor.arange(24).cast(DType.FLOAT32).divide(24).reshape(2, 3, 4);

    @Test
    void einsum_dense_and_reversible_embedding_keep_the_contract() {
        LayerContract.of(() -> new EinsumDense("abc,cde->abde", Shape.ANY, 2, 3).biasAxes("de"))
                .on(2, 3, 4);
        LayerContract.of(() -> new EinsumDense("...x,xy->...y", 3).biasAxes("y"))
                .on(2, 4);
        LayerContract.of(() -> new ReversibleEmbedding(4, 3)).ofIndices().on(2, 3);
        LayerContract.of(() -> new ReversibleEmbedding(5, 3).tieWeights(false).logitSoftCap(2))
                .on(2, 4, 3);
    }

    @Test
    void memory_of_attention_grows_with_the_steps_and_not_with_their_square() {
        long half = arena(1_024);
        long whole = arena(4_096);
        assertThat(whole).isLessThan(5 * half);
        // The scores of two heads would be 134 MB, their gradients as much again.
        assertThat(whole).isLessThan(30_000_000);
    }

    /// Bytes that the gradients of causal attention over `steps` need.
    private static long arena(int steps) {
        var layer = new MultiHeadAttention(2, 8);
        var x = Tensor.ones(Shape.of(1, steps, 16));
        layer.apply(x, x, call -> call.useCausalMask(true));
        var program = Compiled.of(inputs -> {
            var gradients = Gradients.of(
                    () -> layer.apply(inputs.get(0), inputs.get(0), call -> call.useCausalMask(true))
                            .square()
                            .sum(),
                    layer.variables());
            return IntStream.range(0, layer.variables().size())
                    .mapToObj(gradients::gradient)
                    .toList();
        });
        program.run(x.buffer());
        var found = Pattern.compile("arena for sizes .*: ([\\d,]+) bytes").matcher(program.explain());
        assertThat(found.find()).as(program.explain()).isTrue();
        return Long.parseLong(found.group(1).replace(",", ""));
    }

    @Test
    void the_way_back_of_an_embedding_is_an_argument_of_the_call() {
        var embedding = new ReversibleEmbedding(5, 4);
        assertThat(embedding.reverse(X).floats()).isEqualTo(embedding.apply(X).floats());
        var call = LayerCall.from(embedding.reverse(new Input(3, 4)).node()).orElseThrow();
        assertThat(call.arguments().flag("reverse")).isTrue();
    }

    @Test
    void a_copy_makes_projections_of_its_own() {
        var layer = new MultiHeadAttention(2, 3).dropout(0.1).useGate(true).name("heads");
        layer.apply(X, X);
        var copy = layer.copy();
        assertThat(copy.sameConfig(layer)).isTrue();
        assertThat(copy.weights()).isEmpty();
        copy.apply(X, X);
        assertThat(copy.weights()).hasSize(10).doesNotContainAnyElementsOf(layer.weights());
        assertThat(layer.weights().stream().map(each -> each.name()))
                .containsExactly(
                        "heads/query/kernel",
                        "heads/query/bias",
                        "heads/key/kernel",
                        "heads/key/bias",
                        "heads/gate/kernel",
                        "heads/gate/bias",
                        "heads/value/kernel",
                        "heads/value/bias",
                        "heads/attention_output/kernel",
                        "heads/attention_output/bias");
    }

    @Test
    void the_first_values_of_a_projection_see_its_sums_as_inputs() {
        var layer = new EinsumDense("abc,cde->abde", Shape.ANY, 50, 20).kernelInitializer(new GlorotUniform(1));
        layer.apply(Tensor.ones(Shape.of(1, 1, 200)));
        double largest = layer.weights().get(0).tensor().abs().max().item();
        assertThat(largest).isBetween(0.95 * Math.sqrt(6.0 / 1200), Math.sqrt(6.0 / 1200));
    }

    @Test
    void a_causal_mask_hides_what_comes_later() {
        var layer = new MultiHeadAttention(2, 3);
        var before = layer.apply(X, X, call -> call.useCausalMask(true))
                .range(1, 0, 2)
                .floats();
        var later =
                Tensor.concatenate(List.of(X.range(1, 0, 2), X.range(1, 2, 3).add(5)), 1);
        var after = layer.apply(later, later, call -> call.useCausalMask(true));
        assertThat(after.range(1, 0, 2).floats()).isEqualTo(before);
    }

    @Test
    void the_mask_of_the_query_travels_on() {
        var mask = Tensor.of(new int[][] {{1, 1, 0}, {1, 0, 0}}).cast(DType.BOOL);
        var x = X.add(1);
        Masks.with(x, mask);
        var heads = new MultiHeadAttention(2, 3).applyAll(List.of(x, x), call -> call.returnAttentionScores(true));
        assertThat(heads).hasSize(2);
        assertThat(heads.get(1).shape().sizes()).containsExactly(2, 2, 3, 3);
        assertThat(Masks.of(heads.get(0))).contains(mask);
        assertThat(Masks.of(new Attention().apply(x, x))).contains(mask);
        assertThat(Masks.of(new GroupQueryAttention(2, 4, 2).apply(x, x))).contains(mask);
    }

    @Test
    void dropout_acts_in_training_only() {
        var layer = new MultiHeadAttention(2, 3).dropout(0.5).seed(3);
        var calm = layer.apply(X, X).floats();
        assertThat(layer.apply(X, X).floats()).isEqualTo(calm);
        assertThat(layer.apply(Mode.TRAINING, X, X).floats()).isNotEqualTo(calm);
    }

    @Test
    void refuses_what_it_cannot_attend_to() {
        assertThatThrownBy(() -> new MultiHeadAttention(2, 3).name("m").apply(X))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("needs  query and value, or query, value and key");
        assertThatThrownBy(() -> new MultiHeadAttention(2, 3).apply(X, X, X.range(1, 0, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("value and key of equal lengths");
        assertThatThrownBy(() -> new GroupQueryAttention(2, 3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("num_query_heads=3: needs a multiple of num_key_value_heads, 2");
        assertThatThrownBy(() -> new MultiHeadAttention(2, 3)
                        .dropout(0.1)
                        .flashAttention(true)
                        .apply(X, X))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("flash attention has no dropout");
        assertThatThrownBy(() -> new EinsumDense("ab,bc", 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("equation \"ab,bc\": needs the form ab,bc->ac, ...ab,bc->...ac or ab...,bc->ac...");
        assertThatThrownBy(() -> new ReversibleEmbedding(5, 3).apply(X))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("give an Input of numbers to look up dtype(INT32)");
    }
}
