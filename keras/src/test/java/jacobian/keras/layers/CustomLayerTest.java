package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.initializers.Ones;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CustomLayerTest {
    /// The layer of the documentation.
    static final class Scale extends FluentLayer<Scale> {
        @Override
        protected void build(Shape input) {
            weight("factor", Shape.of(input.size(-1)), new Ones());
        }

        @Override
        protected Tensor call(Tensor x, Call call) {
            return x.multiply(weight("factor"));
        }
    }

    static final class Twice extends FluentLayer<Twice> {
        private final Dense first = track("first", new Dense(3));
        private final Dense second = track("second", new Dense(2));

        @Override
        protected Tensor call(Tensor x, Call call) {
            var hidden = first.apply(x);
            call.addLoss(hidden.square().mean());
            return second.apply(hidden);
        }
    }

    static final class Untracked extends FluentLayer<Untracked> {
        private final Dense inner = new Dense(3).name("inner");

        @Override
        protected Tensor call(Tensor x, Call call) {
            return inner.apply(x);
        }
    }

    static final class Modes extends FluentLayer<Modes> {
        private final Dropout inner = track("inner", new Dropout(1));

        @Override
        protected Tensor call(Tensor x, Call call) {
            return inner.apply(x);
        }
    }

    @Test
    void a_layer_of_ones_own_is_a_dozen_lines() {
        LayerContract.of(Scale::new).on(2, 3);
        assertThat(new Scale()
                        .name("s")
                        .apply(Tensor.of(new double[][] {{1, 2}}))
                        .floats())
                .containsExactly(1, 2);
    }

    @Test
    void weights_of_layers_inside_come_in_the_order_of_tracking() {
        var layer = new Twice();
        layer.apply(Tensor.ones(Shape.of(1, 4)));
        assertThat(layer.weights().stream().map(weight -> weight.shape().toString()))
                .containsExactly("(4, 3)", "(3,)", "(3, 2)", "(2,)");
        assertThat(layer.losses()).hasSize(1);
    }

    @Test
    void a_layer_that_is_not_tracked_is_refused_at_the_first_call() {
        assertThatThrownBy(() -> new Untracked().apply(Tensor.ones(Shape.of(1, 2))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Untracked() calls Dense(units=3, name=\"inner\"), which it does not "
                        + "track: its weights would never be trained"
                        + " nor saved; declare it as track(\"inner\", ...)");
    }

    @Test
    void layers_inside_inherit_the_mode() {
        var x = Tensor.ones(Shape.of(1, 2));
        var layer = new Modes();
        assertThat(layer.apply(x).floats()).containsExactly(1, 1);
        assertThat(layer.apply(Mode.TRAINING, x).floats()).containsExactly(0, 0);
    }

    @Test
    void masks_travel_through_layers_that_support_them_and_stop_at_the_mean() {
        var embedding = new Embedding(5, 2).maskZero(true);
        var x = embedding.apply(Tensor.of(new int[][] {{1, 2, 0}}));
        var after = new Dense(2).apply(new Dropout(0.5).apply(x));
        assertThat(Masks.of(after).map(Tensor::floats)).contains(new float[] {1, 1, 0});
        assertThat(Masks.of(new GlobalAveragePooling1D().apply(after))).isEqualTo(Optional.empty());
        assertThat(Masks.of(new Flatten().apply(after))).isEmpty();
    }

    @Test
    void masks_of_merged_inputs_are_joined() {
        var embedding = new Embedding(5, 2).maskZero(true);
        var a = embedding.apply(Tensor.of(new int[][] {{1, 0, 0}}));
        var b = embedding.apply(Tensor.of(new int[][] {{1, 2, 0}}));
        assertThat(Masks.of(new Add().apply(a, b)).orElseThrow().floats()).containsExactly(1, 1, 0);
        assertThat(Masks.of(new Add().apply(a, Tensor.ones(Shape.of(1, 3, 2))))).isEmpty();
        assertThat(Masks.of(new Concatenate().axis(1).apply(a, b)).orElseThrow().floats())
                .containsExactly(1, 0, 0, 1, 1, 0);
    }

    @Test
    void names_follow_keras() {
        jacobian.keras.config.Names.clear();
        assertThat(List.of(new Dense(1).name(), new Dense(1).name(), new ReLU().name(), new MaxPooling2D().name()))
                .containsExactly("dense", "dense_1", "re_lu", "max_pooling2d");
        assertThat(new Input(2).name()).isEqualTo("input_layer");
    }
}
