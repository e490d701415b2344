package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.engine.tensor.Variable;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Things;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Single layers against real Keras: shape, result, gradients by inputs and weights, moved statistics.
class LayerGoldenTest {
    private static final JsonNode CASES = Golden.file("layers").get("cases");

    private static final Set<String> MODES_DIFFER = Set.of(
            "BatchNormalization",
            "SpectralNormalization",
            "Lambda",
            "Dropout",
            "SpatialDropout1D",
            "SpatialDropout2D",
            "SpatialDropout3D",
            "AlphaDropout",
            "GaussianDropout",
            "GaussianNoise");

    static Stream<Arguments> cases() {
        return IntStream.range(0, CASES.size())
                .mapToObj(i -> Arguments.of(
                        i, CASES.get(i).get("layer").asString() + CASES.get(i).get("args")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void layer_does_what_it_does_in_keras(int index, String name) {
        var file = CASES.get(index);
        check(file);
    }

    /// Checks one case of a golden file.
    static void check(JsonNode file) {
        modes(file).forEach(mode -> check(Things.layer(file.get("layer").asString(), file.get("args")), file, mode));
    }

    /// The mode of a case; both where the layer does the same in both.
    static Set<Mode> modes(JsonNode file) {
        return MODES_DIFFER.contains(file.get("layer").asString())
                ? EnumSet.of(file.get("training").asBoolean() ? Mode.TRAINING : Mode.INFERENCE)
                : EnumSet.allOf(Mode.class);
    }

    /// Checks `layer` in one mode against a case of a golden file.
    static void check(Layer layer, JsonNode file, Mode mode) {
        var inputs = file.get("inputs").valueStream().map(Golden::tensor).toList();
        if (file.has("adapt")) {
            ((Normalization) layer).adapt(Golden.tensor(file.get("adapt")));
        }
        layer.ensureBuilt(inputs.stream().map(Tensor::type).toList());
        layer.setWeights(file.get("weights").valueStream().map(Golden::tensor).toList());
        checkShape(layer, inputs, file.get("output_shape"));
        assertThat(layer.countParams()).isEqualTo(file.get("params").asLong());
        checkGradients(layer, mode, inputs, file);
        layer.setWeights(file.get("weights").valueStream().map(Golden::tensor).toList());
        var output = result(layer, mode, inputs, file);
        Golden.check(output, file.get("output"), "output");
        checkTravellers(layer, output, file);
        int i = 0;
        for (var moved : file.get("non_trainable_after")) {
            Golden.check(
                    layer.nonTrainableWeights().get(i++),
                    moved,
                    moved.get("name").asString());
        }
    }

    /// What leaves the layer beside its result: a mask, and additions to the loss.
    private static void checkTravellers(Layer layer, Tensor output, JsonNode file) {
        if (file.has("output_mask")) {
            var mask = Masks.of(output);
            assertThat(mask.isEmpty())
                    .as("no mask")
                    .isEqualTo(file.get("output_mask").isNull());
            mask.ifPresent(each -> Golden.check(each.cast(DType.FLOAT32), file.get("output_mask"), "mask"));
        }
        if (file.has("losses")) {
            Golden.check(
                    layer.losses().stream().mapToDouble(Tensor::item).toArray(),
                    file.get("losses").valueStream().mapToDouble(Golden::number).toArray(),
                    "losses");
        }
    }

    private static void checkShape(Layer layer, List<Tensor> inputs, JsonNode expected) {
        var symbols = inputs.stream().map(LayerGoldenTest::symbol).toList();
        var shape = LayerCall.of(layer, symbols).outputs().get(0).shape();
        var sizes = expected.valueStream()
                .map(size -> size.isNull() ? -1 : size.asInt())
                .toList();
        assertThat(shape.dims().stream().map(Dim::size).toList()).isEqualTo(sizes);
    }

    /// An input like `tensor`, its batch unknown.
    private static Tensor symbol(Tensor tensor) {
        var shape = tensor.shape().with(0, Dim.unknown());
        return new Input(IntStream.range(1, shape.rank()).map(shape::size).toArray())
                .dtype(tensor.dtype())
                .tensor();
    }

    private static Tensor result(Layer layer, Mode mode, List<? extends TensorLike> inputs, JsonNode file) {
        Golden.find(file, "mask").ifPresent(mask -> Masks.with(inputs.get(0).tensor(), mask));
        for (int i = 0; i < file.path("masks").size(); i++) {
            if (!file.get("masks").get(i).isNull()) {
                Masks.with(
                        inputs.get(i).tensor(), Golden.tensor(file.get("masks").get(i)));
            }
        }
        return layer.applyAll(mode, inputs).get(0);
    }

    /// A gradient that is nothing but rounding, such as that of a scale of zeros, is to be as good as 0.
    private static void check(Tensor gradient, JsonNode expected, String description) {
        double largest = expected.get("values")
                .valueStream()
                .mapToDouble(each -> Math.abs(Golden.number(each)))
                .max()
                .orElse(0);
        if (largest < Golden.TOLERANCE) {
            assertThat(DoubleStream.of(gradient.doubles()))
                    .as(description)
                    .allMatch(value -> Math.abs(value) < Golden.TOLERANCE);
        } else {
            Golden.check(gradient, expected, description);
        }
    }

    private static void checkGradients(Layer layer, Mode mode, List<Tensor> inputs, JsonNode file) {
        var sources = new ArrayList<TensorLike>();
        var variables = new ArrayList<Variable>();
        for (int i = 0; i < inputs.size(); i++) {
            var input = inputs.get(i);
            if (file.get("input_gradients").has(Integer.toString(i))) {
                var variable = new Variable("input_" + i, input);
                variables.add(variable);
                sources.add(variable);
            } else {
                sources.add(input);
            }
        }
        int count = variables.size();
        variables.addAll(layer.trainableWeights());
        var cotangent = Golden.tensor(file.get("cotangent"));
        var gradients = Gradients.of(
                () -> result(layer, mode, sources, file).multiply(cotangent).sum(), variables);
        int next = 0;
        for (var entry : file.get("input_gradients").properties()) {
            Golden.check(gradients.gradient(next++), entry.getValue(), "gradient of input " + entry.getKey());
        }
        assertThat(next).isEqualTo(count);
        for (var expected : file.get("weight_gradients")) {
            check(
                    gradients.gradient(next++),
                    expected,
                    "gradient of " + expected.get("name").asString());
        }
    }
}
