package jacobian.keras.layers;

import static jacobian.keras.activations.Activations.LINEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.golden.MinimalCell;
import jacobian.keras.initializers.Orthogonal;
import jacobian.keras.regularizers.L2;
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
}
