package jacobian.bench;

import static jacobian.keras.activations.Activations.RELU;
import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.GlobalAveragePooling1D;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.LSTM;
import jacobian.keras.layers.LayerNormalization;
import jacobian.keras.layers.MaxPooling2D;
import jacobian.keras.layers.MultiHeadAttention;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.models.Model;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.SGD;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Steps of `fit` make no object once kernels are compiled. What the JIT compiler has not reached yet may, so a
/// hundred steps are counted again until they make none.
class AllocationTest {
    private static final int ROWS = 32;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private static Tensor inputs(int... shape) {
        var values = new float[ROWS * Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 37 % 100) / 100f;
        }
        var sizes = new int[shape.length + 1];
        sizes[0] = ROWS;
        System.arraycopy(shape, 0, sizes, 1, shape.length);
        return Tensor.of(values, sizes);
    }

    private static Tensor words() {
        var ids = new int[ROWS * 6];
        Arrays.setAll(ids, i -> i * 7 % 20);
        return Tensor.of(ids).reshape(ROWS, 6);
    }

    private static void takes_nothing(Model model, Tensor x) {
        var labels = new int[ROWS];
        Arrays.setAll(labels, i -> i % 3);
        var y = Tensor.of(labels);
        long start = System.nanoTime();
        long bytes;
        do {
            bytes = AllocationBench.bytes(model, x, y, 100, 200);
        } while (bytes > 0 && System.nanoTime() - start < PATIENCE);
        assertThat(bytes).isZero();
    }

    private static Model compiled(Model model) {
        model.compile(new Adam(), new SparseCategoricalCrossentropy());
        return model;
    }

    @Test
    void a_dense_network_takes_no_memory_in_a_step() {
        takes_nothing(compiled(new Sequential(new Input(5), new Dense(8).activation(RELU), new Dense(3))), inputs(5));
    }

    @Test
    void nor_do_dropout_and_a_momentum() {
        var model = new Sequential(new Input(5), new Dense(8), new Dropout(0.3), new Dense(3));
        model.compile(new SGD(0.01).momentum(0.9), new SparseCategoricalCrossentropy());
        takes_nothing(model, inputs(5));
    }

    @Test
    void nor_do_convolution_pooling_and_batch_normalization() {
        takes_nothing(
                compiled(new Sequential(
                        new Input(6, 6, 2),
                        new Conv2D(4, 3),
                        new BatchNormalization(),
                        new MaxPooling2D(2),
                        new Flatten(),
                        new Dense(3))),
                inputs(6, 6, 2));
    }

    @Test
    void nor_does_recurrence() {
        takes_nothing(compiled(new Sequential(new Input(5, 2), new LSTM(4), new Dense(3))), inputs(5, 2));
    }

    @Test
    void nor_do_embedding_and_attention() {
        var ids = new Input(6).dtype(DType.INT32);
        var x = new Embedding(20, 8).apply(ids);
        var seen = new LayerNormalization().apply(new MultiHeadAttention(2, 4).apply(x, x));
        var y = new Dense(3).apply(new GlobalAveragePooling1D().apply(seen));
        takes_nothing(compiled(new Model(ids, y)), words());
    }
}
