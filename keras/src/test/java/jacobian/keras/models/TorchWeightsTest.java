package jacobian.keras.models;

import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SOFTMAX;
import static jacobian.keras.ops.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Bidirectional;
import jacobian.keras.layers.Conv1D;
import jacobian.keras.layers.Conv1DTranspose;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Conv2DTranspose;
import jacobian.keras.layers.Conv3D;
import jacobian.keras.layers.Conv3DTranspose;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.DepthwiseConv1D;
import jacobian.keras.layers.DepthwiseConv2D;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.GRU;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.LSTM;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerNormalization;
import jacobian.keras.layers.MaxPooling2D;
import jacobian.keras.layers.PReLU;
import jacobian.keras.layers.SeparableConv2D;
import jacobian.keras.layers.SimpleRNN;
import jacobian.keras.saving.Safetensors;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// State dicts of PyTorch networks, written by tools/files/torch_weights.py, give the same predictions here.
class TorchWeightsTest {
    private static Path file(String name) {
        try {
            return Path.of(TorchWeightsTest.class
                    .getResource("/files/torch/" + name + ".safetensors")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static void checkClose(Tensor actual, Tensor expected) {
        assertThat(actual.buffer().type().shape().sizes())
                .containsExactly(expected.buffer().type().shape().sizes());
        assertThat(actual.subtract(expected).abs().max().item()).isCloseTo(0, within(1e-5));
    }

    private static Sequential picture() {
        return new Sequential(
                new Input(8, 10, 3),
                new Conv2D(5, 3).padding(SAME).name("conv1"),
                new BatchNormalization().epsilon(1e-5).name("bn1"),
                new jacobian.keras.layers.ReLU(),
                new MaxPooling2D(2),
                new Conv2D(4, 3).useBias(false).activation(RELU).name("conv2"),
                new Flatten(),
                new BatchNormalization().epsilon(1e-5).name("bn2"),
                new Dense(7).activation(RELU).name("fc1"),
                new Dense(2).activation(SOFTMAX).name("fc2"));
    }

    @Test
    void a_convolutional_network_predicts_what_pytorch_predicts() {
        var model = picture();
        var values = Safetensors.open(file("picture_values"));

        var result = model.loadWeights(file("picture"), load -> load.fromPyTorch());

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(result.loaded()).containsEntry("bn1/moving_variance", "bn1.running_var");
        checkClose(model.predict(values.get("x")), values.get("y"));
    }

    @Test
    void a_functional_network_within_another_and_renamed_modules_do_the_same() {
        var input = new Input(8, 10, 3);
        var inner = picture().copy("net");
        var model = new Model(input, inner.apply(input));
        var values = Safetensors.open(file("picture_values"));

        model.loadWeights(file("picture"), load -> load.fromPyTorch().renameAll("^", "net."));

        checkClose(model.predict(values.get("x")), values.get("y"));
    }

    static Stream<Arguments> layers() {
        return Stream.of(
                Arguments.of("conv1d", new Conv1D(4, 3)),
                Arguments.of("conv3d", new Conv3D(3, 2)),
                Arguments.of("grouped", new Conv2D(6, 3).groups(2)),
                Arguments.of("up1", new Conv1DTranspose(4, 3).strides(2)),
                Arguments.of("up2", new Conv2DTranspose(4, 3).strides(2)),
                Arguments.of("up3", new Conv3DTranspose(3, 2)),
                Arguments.of("depth1", new DepthwiseConv1D(3).depthMultiplier(2)),
                Arguments.of("depth2", new DepthwiseConv2D(3).depthMultiplier(2)),
                Arguments.of("separable", new SeparableConv2D(4, 3).depthMultiplier(2)),
                Arguments.of("norm", new LayerNormalization()),
                Arguments.of("prelu", new PReLU()),
                Arguments.of("dense", new Dense(2)),
                Arguments.of("embed", new Embedding(7, 5)),
                Arguments.of("lstm", new LSTM(4).returnSequences(true)),
                Arguments.of("gru", new GRU(4).returnSequences(true)),
                Arguments.of("rnn", new SimpleRNN(4).returnSequences(true)),
                Arguments.of("both", new Bidirectional(new LSTM(4).returnSequences(true))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void each_kind_of_layer_gives_what_its_module_gives(String module, Layer layer) {
        var values = Safetensors.open(file("others_values"));
        var x = values.get(module + ".x");
        var sizes = x.buffer().type().shape().sizes();
        var input = new Input(
                Stream.of(sizes).flatMapToInt(java.util.Arrays::stream).skip(1).toArray());
        var model = new Model(input, layer.apply(input));

        var result =
                model.loadWeights(file("others"), load -> load.fromPyTorch().rename(module, layer.name()));

        assertThat(result.missing()).isEmpty();
        checkClose(model.predict(x), values.get(module + ".y"));
    }

    @Test
    void a_gru_of_another_kind_is_refused_with_the_reason() {
        var model = new Sequential(new Input(5, 3), new GRU(4).resetAfter(false).name("gru"));

        assertThatThrownBy(() -> model.loadWeights(file("others"), load -> load.fromPyTorch()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a GRU of PyTorch has two biases: set resetAfter(true)");
    }

    @Test
    void what_stays_unmatched_is_listed_on_both_sides_with_the_closest_names() {
        var model = new Sequential(new Input(5), new Dense(2).name("densest"));

        assertThatThrownBy(() -> model.loadWeights(file("others"), load -> load.fromPyTorch()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no weight was changed: loaded 0 weights\n  2 without a tensor in the file\n"
                        + "    densest/kernel, float32(5, 2); closest \"dense.weight\", ")
                .hasMessageContaining(
                        "\n    dense.weight, float32(2, 5); closest \"densest/weight\" or \"densest/bias\"")
                .hasMessageContaining("\n    and 15 more\n  mend   rename(from, to)");

        var result =
                model.loadWeights(file("others"), load -> load.fromPyTorch().rename("dense", "densest"));
        assertThat(result.loaded().values()).containsExactly("dense.weight", "dense.bias");
        assertThat(result.unused()).hasSizeGreaterThan(30);
        assertThat(List.of(result.isComplete())).containsExactly(false);
    }
}
