package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Config;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.RecurrentThings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// The gradient of each layer in float64, along one direction of all its inputs and weights at once, against
/// central differences. The layers are those of the golden files, so each option takes part.
class LayerDifferencesTest {
    private static final List<String> FILES = List.of(
            "layers",
            "layers_attention",
            "layers_attention_more",
            "layers_by_channel",
            "layers_channels_first",
            "layers_channels_first_shapes",
            "layers_conv_lstm",
            "layers_conv_lstm_3d",
            "layers_convolution",
            "layers_core",
            "layers_merging",
            "layers_normalization",
            "layers_pooling",
            "layers_recurrent",
            "layers_recurrent_more",
            "layers_reshaping",
            "layers_transposed");

    private static final Set<String> OTHERS = Set.of("Masking", "Lambda", "Wrapper", "SpectralNormalization");

    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-6;

    static Stream<Arguments> cases() {
        return FILES.stream().flatMap(name -> {
            var cases = Golden.file(name).get("cases");
            return IntStream.range(0, cases.size())
                    .filter(i -> isDifferentiable(cases.get(i)))
                    .mapToObj(i -> Arguments.of(
                            name,
                            i,
                            cases.get(i).get("layer").asString() + cases.get(i).get("args"),
                            cases.get(i)));
        });
    }

    /// Without those whose gradient is not that of what they compute: states of earlier calls come in, Keras
    /// stops the gradient on the way (renormalization, the vectors of spectral normalization), or the result
    /// jumps (masked steps). Lambda and Wrapper compute what a test gives them; types of their own and given
    /// weights are those of other tests.
    private static boolean isDifferentiable(JsonNode file) {
        var args = file.get("args");
        return !OTHERS.contains(file.get("layer").asString())
                && Stream.of("dtype", "reverse_dtype", "weights", "trainable").noneMatch(args::has)
                && !args.toString().contains("\"stateful\":true")
                && !args.path("renorm").asBoolean(false)
                && !file.has("adapt");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("cases")
    void gradient_is_that_of_central_differences(String name, int index, String layer, JsonNode file) {
        var policy = Config.dtypePolicy();
        Config.setDtypePolicy("float64");
        try {
            new Differences(name, file).check();
        } finally {
            Config.setDtypePolicy(policy);
        }
    }

    /// One layer, its inputs and a direction.
    private static final class Differences {
        private final LayerCase golden;
        private final Layer layer;
        private final List<Tensor> weights;
        private final List<TensorLike> inputs = new ArrayList<>();
        private final List<Variable> variables = new ArrayList<>();

        Differences(String from, JsonNode file) {
            golden = new LayerCase(file);
            var type = file.get("layer").asString();
            boolean recurrent = from.contains("recurrent") || from.contains("lstm");
            layer = recurrent ? RecurrentThings.layer(type, file.get("args")) : LayerCase.layer(type, file.get("args"));
            for (var input : golden.inputs()) {
                if (input.dtype().isFloating() && !type.equals("Embedding")) {
                    variables.add(new Variable("input", input.cast(DType.FLOAT64)));
                    inputs.add(variables.getLast());
                } else {
                    inputs.add(input);
                }
            }
            layer.ensureBuilt(
                    inputs.stream().map(input -> input.tensor().type()).toList());
            // The layers inside a wrapper are built by the first call.
            golden.results(layer, inputs);
            weights = file.get("weights")
                    .valueStream()
                    .map(Golden::tensor)
                    .map(each -> each.dtype().isFloating() ? each.cast(DType.FLOAT64) : each)
                    .toList();
            layer.setWeights(weights);
            variables.addAll(layer.trainableWeights());
        }

        void check() {
            var gradients = Gradients.of(this::loss, variables);
            var values = variables.stream().map(each -> each.tensor().doubles()).toList();
            var directions = directions(values);
            double slope = 0;
            double size = 1;
            for (int i = 0; i < variables.size(); i++) {
                var gradient = gradients.gradient(i).doubles();
                for (int k = 0; k < gradient.length; k++) {
                    slope += gradient[k] * directions.get(i)[k];
                    size += Math.abs(gradient[k] * directions.get(i)[k]);
                }
            }
            double difference = (moved(values, directions, STEP) - moved(values, directions, -STEP)) / (2 * STEP);
            assertThat(Math.abs(slope - difference) / size).as(layer.toString()).isLessThan(TOLERANCE);
        }

        /// Numbers from -1 to 1, or of the size of small values; 0 where the value is 0, which masks and kinks
        /// are sensitive to.
        private static List<double[]> directions(List<double[]> values) {
            var random = new SplittableRandom(4);
            var all = new ArrayList<double[]>();
            for (var value : values) {
                double largest = Arrays.stream(value).map(Math::abs).max().orElse(0);
                var direction = new double[value.length];
                for (int k = 0; k < direction.length; k++) {
                    double next = random.nextDouble(-1, 1);
                    direction[k] = value[k] == 0 ? 0 : next * Math.min(1, largest);
                }
                all.add(direction);
            }
            return all;
        }

        private double moved(List<double[]> values, List<double[]> directions, double step) {
            layer.setWeights(weights);
            for (int i = 0; i < values.size(); i++) {
                var there = values.get(i).clone();
                for (int k = 0; k < there.length; k++) {
                    there[k] += step * directions.get(i)[k];
                }
                var variable = variables.get(i);
                variable.assign(Tensor.float64(there, there.length).reshape(variable.shape()));
            }
            return loss().item();
        }

        /// The results times the cosines of 1, 2, ..., summed.
        private Tensor loss() {
            var sum = Tensor.scalar(0, DType.FLOAT64);
            for (var result : golden.results(layer, inputs)) {
                if (result.dtype().isFloating()) {
                    var factors = Tensor.arange(Math.toIntExact(result.shape().size()))
                            .cast(DType.FLOAT64)
                            .add(1)
                            .cos()
                            .reshape(result.shape());
                    sum = sum.add(result.cast(DType.FLOAT64).multiply(factors).sum());
                }
            }
            return sum;
        }
    }
}
