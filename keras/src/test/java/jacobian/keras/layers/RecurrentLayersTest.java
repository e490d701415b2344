package jacobian.keras.layers;

import static jacobian.keras.activations.Activations.LINEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.DataFormat;
import jacobian.keras.golden.MinimalCell;
import jacobian.keras.initializers.Orthogonal;
import jacobian.keras.initializers.RandomNormal;
import jacobian.keras.ops.Padding;
import jacobian.keras.regularizers.L2;
import java.util.List;
import java.util.concurrent.Callable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What holds for every layer, for the recurrent ones; dropouts; mistakes.
class RecurrentLayersTest {
    private static Tensor sequence() {
        return Tensor.arange(24).cast(DType.FLOAT32).multiply(0.1).sin().reshape(3, 4, 2);
    }

    @Test
    void plain_layers() {
        LayerContract.of(() -> new SimpleRNN(3)).on(2, 4, 3);
        LayerContract.of(() -> new SimpleRNN(3).goBackwards(true).returnSequences(true))
                .on(2, 4, 3);
        LayerContract.of(() -> new LSTM(2).returnSequences(true)).on(2, 3, 4);
        LayerContract.of(() -> new LSTM(2).kernelRegularizer(new L2(0.1)).dropout(0.4))
                .on(2, 3, 4);
        LayerContract.of(() -> new GRU(2)).on(2, 4, 3);
        LayerContract.of(
                        () -> new GRU(2).resetAfter(false).recurrentDropout(0.3).useBias(false))
                .on(2, 4, 3);
    }

    @Test
    void wrappers() {
        LayerContract.of(() -> new Masking()).on(2, 3, 2);
        LayerContract.of(() -> new RNN(new GRUCell(2).dtype(DType.FLOAT64)).returnSequences(true))
                .on(2, 3, 2);
    }

    @Test
    void configuration_is_copied_with_the_layers_inside() {
        var both = new Bidirectional(new RNN(new StackedRNNCells(new LSTMCell(3), new GRUCell(2))));
        both.apply(sequence());
        var copy = both.copy();
        assertThat(copy.sameConfig(both)).isTrue();
        assertThat(copy.weights()).isEmpty();
        copy.apply(sequence());
        assertThat(copy.weights()).hasSameSizeAs(both.weights()).doesNotContainAnyElementsOf(both.weights());
        assertThat(new Bidirectional(new LSTM(3)).sameConfig(new Bidirectional(new LSTM(4))))
                .isFalse();
    }

    @Test
    void orthogonal_columns_are_orthonormal() {
        for (var shape : new Shape[] {Shape.of(5, 3), Shape.of(3, 5), Shape.of(4, 4), Shape.of(2, 3, 4)}) {
            var q = new Orthogonal(1, 3).apply(shape, DType.FLOAT64).flattenAxes(0, -2);
            var wide = q.shape().size(0) < q.shape().size(1);
            var product = (wide ? q.matmul(q.transpose()) : q.transpose().matmul(q)).doubles();
            int n = (int) Math.round(Math.sqrt(product.length));
            for (int i = 0; i < product.length; i++) {
                assertThat(product[i]).isCloseTo(i / n == i % n ? 1 : 0, Offset.offset(1e-12));
            }
        }
    }

    @Test
    void dropout_uses_one_mask_for_all_steps_and_nothing_in_inference() {
        var layer = new SimpleRNN(40).activation(LINEAR).dropout(0.5).seed(1).returnSequences(true);
        layer.recurrentInitializer((shape, dtype) -> Tensor.full(0, dtype, shape))
                .kernelInitializer((shape, dtype) -> Tensor.full(1, dtype, shape));
        var x = Tensor.ones(Shape.of(50, 3, 8));
        assertThat(layer.apply(x).floats()).containsOnly(8);
        var dropped = layer.apply(Mode.TRAINING, x).buffer();
        var values = Tensor.of(dropped).reshape(50, 3, 40).floats();
        double sum = 0;
        for (int example = 0; example < 50; example++) {
            for (int step = 0; step < 3; step++) {
                float value = values[(example * 3 + step) * 40];
                assertThat(value).isEqualTo(values[example * 3 * 40]);
                sum += value;
            }
        }
        assertThat(sum / 150).isBetween(6.5, 9.5);
    }

    @Test
    void recurrent_dropout_reaches_the_state_of_every_gate() {
        for (var layer : new FluentLayer<?>[] {
            new LSTM(4).recurrentDropout(0.5).seed(2),
            new GRU(4).recurrentDropout(0.5).seed(2),
            new SimpleRNN(4).recurrentDropout(0.5).seed(2)
        }) {
            var plain = layer.apply(sequence()).floats();
            assertThat(layer.apply(sequence()).floats()).isEqualTo(plain);
            assertThat(layer.apply(Mode.TRAINING, sequence()).floats()).isNotEqualTo(plain);
        }
    }

    @Test
    void mistakes_are_named() {
        assertThatThrownBy(() -> new LSTM(3).apply(Tensor.ones(Shape.of(2, 3))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("needs  (batch, steps, features)");
        assertThatThrownBy(() -> new LSTM(3).apply(sequence(), Tensor.ones(Shape.of(3, 3))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("2 first states of shapes [(3,), (3,)]");
        assertThatThrownBy(() -> new RNN(new Dense(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("implements RNNCell");
        assertThatThrownBy(() -> new Bidirectional(new Dense(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs  an RNN, SimpleRNN, LSTM, GRU, ConvLSTM1D");
        assertThatThrownBy(() -> new Bidirectional(new LSTM(3).goBackwards(true)).apply(sequence()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("go_backwards=true");
        var lstm = new LSTM(3);
        lstm.apply(sequence());
        assertThatThrownBy(() -> lstm.apply(Tensor.ones(Shape.of(3, 4, 5))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("needs  (2,), as at its first call: its kernel is (2, 12)");
    }

    @Test
    void a_frozen_layer_has_frozen_weights() {
        var rnn = new RNN(new MinimalCell(3));
        rnn.setTrainable(false);
        rnn.apply(sequence());
        assertThat(rnn.trainableWeights()).isEmpty();
        assertThat(rnn.weights()).hasSize(2);
    }

    private static void refuses(Class<? extends Throwable> type, Callable<?> call, String... parts) {
        assertThatThrownBy(call::call).isInstanceOf(type).hasMessageContainingAll(parts);
    }

    @Test
    void wrong_sequences_states_and_masks_are_told_with_the_layer() {
        var x = sequence();
        refuses(ShapeException.class, () -> new GRU(3).apply(x.range(1, 0, 0)), "the sequence is empty");
        refuses(
                ShapeException.class,
                () -> new LSTM(3).name("reader").apply(x, Tensor.ones(Shape.of(3, 3)), Tensor.ones(Shape.of(3, 4))),
                "name=\"reader\"",
                "cannot take (3, 4) as first state number 1",
                "needs  (3, 3)");
        refuses(
                ShapeException.class,
                () -> new SimpleRNN(3).unroll(true).apply(new Input(Shape.ANY, 2)),
                "a known number of steps to unroll");
        var masked = x.add(1);
        Masks.with(masked, Tensor.of(new int[][] {{1, 0}}).cast(DType.BOOL));
        refuses(ShapeException.class, () -> new GRU(3).apply(masked), "cannot take a mask of (1, 2)", "(batch, steps)");
        refuses(
                ShapeException.class,
                () -> new TimeDistributed(new Dense(3)).apply(masked),
                "TimeDistributed",
                "cannot take a mask of (1, 2) with (3, 4, 2)");
        refuses(
                ShapeException.class,
                () -> new Bidirectional(new GRU(3)).apply(x, Tensor.ones(Shape.of(3, 3))),
                "those of the forward layer, then as many of the backward layer");
    }

    @Test
    void convolutional_ones_say_which_axes_they_need() {
        refuses(
                ShapeException.class,
                () -> new ConvLSTM2D(2, 3).apply(sequence()),
                "needs  (batch, time, height, width, channels)");
        refuses(
                ShapeException.class,
                () -> new ConvLSTM1D(2, 3).dataFormat(DataFormat.CHANNELS_FIRST).apply(sequence()),
                "needs  (batch, time, channels, steps)");
        refuses(
                IllegalArgumentException.class,
                () -> new ConvLSTM3D(2, 3).strides(2).dilationRate(2),
                "exclude each other");
        refuses(IllegalArgumentException.class, () -> new ConvLSTM1D(2, 3).padding(Padding.CAUSAL), "padding=causal");
        var layer = new ConvLSTM2D(2, 2);
        layer.apply(Tensor.ones(Shape.of(1, 2, 3, 3, 1)));
        refuses(
                ShapeException.class,
                () -> layer.apply(Tensor.ones(Shape.of(1, 2, 4, 3, 1))),
                "cannot take steps of (4, 3, 1)",
                "needs  (3, 3, 1)");
    }

    @Test
    void a_mistake_deep_inside_is_told_with_the_path() {
        var inner = new TimeDistributed(new LSTM(3).name("words")).name("lines");
        refuses(ShapeException.class, () -> inner.apply(sequence()), "in     lines/words");
    }

    @Test
    void a_stacked_cell_of_the_users_own_keeps_dropouts_and_masks() {
        var cells = new StackedRNNCells(new GRUCell(3).dropout(0.5).seed(1), new MinimalCell(2), new LSTMCell(2));
        var layer = new RNN(cells).returnState(true).zeroOutputForMask(true);
        var results = layer.applyAll(List.of(sequence()));
        assertThat(results).hasSize(5);
        assertThat(layer.applyAll(Mode.TRAINING, List.of(sequence())).get(0).floats())
                .isNotEqualTo(results.get(0).floats());
    }

    @Test
    void a_simple_rnn_punishes_its_result() {
        var layer = new SimpleRNN(2).activityRegularizer(new L2(0.5));
        var y = layer.apply(sequence());
        double sum = 0;
        for (double value : y.doubles()) {
            sum += value * value;
        }
        assertThat(layer.losses().get(0).item()).isCloseTo(0.5 * sum / 3, Offset.offset(1e-6));
    }

    @Test
    void training_which_joins_the_kernels_gives_what_inference_gives() {
        for (boolean useBias : new boolean[] {true, false}) {
            var layer = new LSTM(6).returnSequences(true).useBias(useBias).biasInitializer(new RandomNormal(0, 0.1));
            var inferred = layer.apply(sequence()).floats();
            var trained = layer.apply(Mode.TRAINING, sequence()).floats();
            assertThat(trained).containsExactly(inferred, Offset.offset(1e-6f));
        }
    }

    @Test
    void steps_written_out_give_what_the_loop_gives() {
        var x = sequence();
        var loop = new GRU(3).returnSequences(true).goBackwards(true);
        var written = loop.copy().unroll(true);
        loop.apply(x);
        written.apply(x);
        written.setWeights(loop.getWeights());
        assertThat(written.apply(x).floats()).containsExactly(loop.apply(x).floats(), Offset.offset(1e-6f));
        LayerContract.of(() -> new LSTM(2).unroll(true)).on(2, 3, 2);
        LayerContract.of(() -> new ConvLSTM1D(2, 2)).on(2, 2, 3, 1);
        LayerContract.of(() -> new ConvLSTM2D(1, 2).padding(Padding.SAME).returnSequences(true))
                .on(1, 2, 2, 3, 2);
    }

    @Test
    void mixed_precision_computes_in_16_bits_with_weights_of_32() {
        for (var pair : List.<List<FluentLayer<?>>>of(
                List.of(new LSTM(3), new LSTM(3).dtype("mixed_bfloat16")),
                List.of(new GRU(3).stateful(true), new GRU(3).stateful(true).dtype("mixed_bfloat16")),
                List.of(
                        new Bidirectional(new SimpleRNN(3)),
                        new Bidirectional(new SimpleRNN(3).dtype("mixed_bfloat16")).dtype("mixed_bfloat16")))) {
            var wide = pair.get(0).apply(sequence());
            pair.get(1).apply(sequence());
            pair.get(1).setWeights(pair.get(0).getWeights());
            if (pair.get(1) instanceof GRU gru) {
                gru.resetState();
            }
            var narrow = pair.get(1).apply(sequence());
            assertThat(narrow.dtype()).isEqualTo(DType.BFLOAT16);
            assertThat(pair.get(1).weights()).allMatch(weight -> weight.dtype() == DType.FLOAT32);
            assertThat(narrow.cast(DType.FLOAT32).floats()).containsExactly(wide.floats(), Offset.offset(0.03f));
        }
    }
}
