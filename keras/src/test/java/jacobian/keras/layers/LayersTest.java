package jacobian.keras.layers;

import static jacobian.keras.activations.Activations.GELU;
import static jacobian.keras.activations.Activations.SIGMOID;
import static jacobian.keras.activations.Activations.TANH;
import static jacobian.keras.ops.Padding.CAUSAL;
import static jacobian.keras.ops.Padding.SAME;

import jacobian.keras.initializers.Constant;
import jacobian.keras.ops.Interpolation;
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
    void transposed_convolutions() {
        LayerContract.of(
                        () -> new Conv1DTranspose(2, 3).strides(2).padding(SAME).activation(TANH))
                .on(2, 3, 2);
        LayerContract.of(() -> new Conv2DTranspose(3, 2, 3).strides(2).outputPadding(1))
                .on(2, 3, 2, 2);
        LayerContract.of(() -> new Conv3DTranspose(1, 2).kernelRegularizer(new L2(1e-2)))
                .on(1, 2, 2, 2, 2);
    }

    @Test
    void convolutions_by_channel() {
        LayerContract.of(() -> new DepthwiseConv1D(2).depthMultiplier(2).padding(SAME))
                .on(2, 4, 2);
        LayerContract.of(() -> new DepthwiseConv2D(2, 1).strides(2).activation(TANH))
                .on(2, 4, 3, 2);
        LayerContract.of(() -> new SeparableConv1D(3, 2).dilationRate(2)).on(2, 5, 2);
        LayerContract.of(() -> new SeparableConv2D(3, 2).depthMultiplier(2).useBias(false))
                .on(2, 3, 4, 2);
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
        LayerContract.of(() -> new GlobalAveragePooling3D().keepdims(true)).on(2, 2, 3, 2, 3);
        LayerContract.of(() -> new GlobalMaxPooling1D()).on(2, 5, 3);
        LayerContract.of(() -> new GlobalMaxPooling2D().keepdims(true)).on(2, 3, 2, 3);
        LayerContract.of(() -> new GlobalMaxPooling3D()).on(1, 2, 3, 2, 3);
        LayerContract.of(() -> new AdaptiveAveragePooling1D(3)).on(2, 5, 2);
        LayerContract.of(() -> new AdaptiveAveragePooling2D(2, 3)).on(2, 4, 4, 2);
        LayerContract.of(() -> new AdaptiveAveragePooling3D(2)).on(1, 3, 2, 4, 2);
        LayerContract.of(() -> new AdaptiveMaxPooling1D(2)).on(2, 5, 2);
        LayerContract.of(() -> new AdaptiveMaxPooling2D(3, 2)).on(2, 7, 4, 2);
        LayerContract.of(() -> new AdaptiveMaxPooling3D(1, 2, 3)).on(1, 2, 3, 4, 1);
    }

    @Test
    void shapes() {
        LayerContract.of(() -> new Flatten()).on(2, 3, 4);
        LayerContract.of(() -> new Flatten()).on(2, 1);
        LayerContract.of(() -> new Reshape(2, -1)).on(2, 3, 4);
        LayerContract.of(() -> new Permute(2, 1)).on(2, 3, 4);
        LayerContract.of(() -> new RepeatVector(3)).on(2, 4);
        LayerContract.of(() -> new Cropping1D(1, 0)).on(2, 4, 2);
        LayerContract.of(() -> new Cropping2D(1, 0, 0, 2)).on(2, 3, 4, 2);
        LayerContract.of(() -> new Cropping3D(1)).on(1, 3, 4, 3, 2);
        LayerContract.of(() -> new ZeroPadding1D(0, 2)).on(2, 3, 2);
        LayerContract.of(() -> new ZeroPadding2D(1, 2)).on(2, 2, 3, 2);
        LayerContract.of(() -> new ZeroPadding3D()).on(1, 1, 2, 2, 2);
        LayerContract.of(() -> new UpSampling1D(3)).on(2, 3, 2);
        LayerContract.of(() -> new UpSampling2D(1, 3)).on(2, 2, 3, 2);
        LayerContract.of(() -> new UpSampling2D().interpolation(Interpolation.BICUBIC))
                .on(2, 2, 3, 2);
        LayerContract.of(() -> new UpSampling3D()).on(1, 1, 2, 2, 2);
    }

    @Test
    void values() {
        LayerContract.of(() -> new ELU().alpha(0.5)).on(2, 3);
        LayerContract.of(() -> new PReLU().alphaInitializer(new Constant(0.2)).sharedAxes(1))
                .on(2, 3, 4);
        LayerContract.of(() -> new SpatialDropout1D(0.5)).on(2, 3, 4);
        LayerContract.of(() -> new GaussianDropout(0.5)).on(2, 3);
        LayerContract.of(() -> new GaussianNoise(0.5)).on(2, 3);
        LayerContract.of(() -> new AlphaDropout(0.5)).on(2, 3);
        LayerContract.of(() -> new ActivityRegularization().l2(0.1)).on(2, 3);
        LayerContract.of(() -> new Identity()).on(2, 3);
        LayerContract.of(() -> new Masking()).on(2, 3, 4);
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
