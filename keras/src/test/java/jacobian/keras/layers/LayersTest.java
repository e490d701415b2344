package jacobian.keras.layers;

import static jacobian.keras.activations.Activations.GELU;
import static jacobian.keras.activations.Activations.SIGMOID;
import static jacobian.keras.activations.Activations.TANH;
import static jacobian.keras.layers.Padding.CAUSAL;
import static jacobian.keras.layers.Padding.SAME;

import jacobian.keras.regularizers.L2;
import org.junit.jupiter.api.Test;

/// The contract of every built-in layer; values are checked against Keras in LayerGoldenTest.
class LayersTest {
    @Test
    void dense() {
        LayerContract.of(() -> new Dense(3).activation(TANH).kernelRegularizer(new L2(1e-2)))
                .on(2, 4);
        LayerContract.of(() -> new Dense(3).useBias(false)).on(2, 3, 4);
    }

    @Test
    void convolutions() {
        LayerContract.of(() -> new Conv1D(3, 2).padding(CAUSAL).dilationRate(2)).on(2, 5, 2);
        LayerContract.of(() -> new Conv2D(4, 3).padding(SAME).strides(2).activation(SIGMOID))
                .on(2, 5, 4, 2);
        LayerContract.of(() -> new Conv2D(4, 2, 1).groups(2)).on(2, 3, 3, 4);
        LayerContract.of(() -> new Conv3D(2, 2)).on(1, 3, 3, 3, 2);
    }

    @Test
    void poolings() {
        LayerContract.of(() -> new MaxPooling1D().padding(SAME)).on(2, 5, 2);
        LayerContract.of(() -> new MaxPooling2D(2, 3).strides(1)).on(2, 4, 5, 2);
        LayerContract.of(() -> new MaxPooling3D()).on(1, 2, 4, 2, 2);
        LayerContract.of(() -> new AveragePooling1D(2)).on(2, 5, 2);
        LayerContract.of(() -> new AveragePooling2D(3).padding(SAME).strides(2)).on(2, 4, 5, 2);
        LayerContract.of(() -> new AveragePooling3D(2)).on(1, 2, 4, 2, 2);
        LayerContract.of(() -> new GlobalAveragePooling1D().keepdims(true)).on(2, 5, 3);
        LayerContract.of(() -> new GlobalAveragePooling2D()).on(2, 3, 4, 3);
    }

    @Test
    void shapes() {
        LayerContract.of(() -> new Flatten()).on(2, 3, 4);
        LayerContract.of(() -> new Flatten()).on(2, 1);
        LayerContract.of(() -> new Reshape(2, -1)).on(2, 3, 4);
    }

    @Test
    void normalizations() {
        LayerContract.of(() -> new BatchNormalization().momentum(0.9)).on(4, 3);
        LayerContract.of(() -> new BatchNormalization().axis(1).scale(false)).on(4, 3, 2);
        LayerContract.of(() -> new Normalization().mean(1, 2).variance(4, 9)).on(3, 2);
        LayerContract.of(() -> new Rescaling(0.5).offset(-1)).on(3, 2);
    }

    @Test
    void activations() {
        LayerContract.of(() -> new Activation(GELU)).on(3, 4);
        LayerContract.of(() -> new ReLU().maxValue(6)).on(3, 4);
        LayerContract.of(() -> new LeakyReLU()).on(3, 4);
        LayerContract.of(() -> new Softmax()).on(3, 4);
    }

    @Test
    void dropout_and_embedding() {
        LayerContract.of(() -> new Dropout(0.4)).on(5, 4);
        LayerContract.of(() -> new Dropout(0.4).seed(3).noiseShape(-1, 1)).on(5, 4);
        LayerContract.of(() -> new Embedding(4, 3)).ofIndices().on(2, 3);
    }
}
