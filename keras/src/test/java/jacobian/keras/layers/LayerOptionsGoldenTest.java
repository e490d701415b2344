package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Things;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Every option of the layers against real Keras: what initializers, regularizers and constraints make of the
/// weights, then result, gradients and moved statistics, in inference and in training.
class LayerOptionsGoldenTest {
    private static final List<String> FILES =
            List.of("layers_channels_first", "layers_channels_first_shapes", "layers_convolution", "layers_core");

    static Stream<Arguments> cases() {
        return FILES.stream().flatMap(name -> {
            var cases = Golden.file(name).get("cases");
            return IntStream.range(0, cases.size())
                    .mapToObj(i -> Arguments.of(
                            name,
                            i,
                            cases.get(i).get("layer").asString() + cases.get(i).get("args"),
                            cases.get(i)));
        });
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void layer_does_what_it_does_in_keras(String group, int index, String name, JsonNode file) {
        var layer = layer(file.get("layer").asString(), file.get("args"));
        var inputs = file.get("inputs").valueStream().map(Golden::tensor).toList();
        layer.ensureBuilt(inputs.stream().map(Tensor::type).toList());
        checkFirstValues(layer, file);
        LayerGoldenTest.modes(file).forEach(mode -> LayerGoldenTest.check(layer, file, mode));
        checkConstraints(layer, file);
    }

    static Stream<Arguments> inputs() {
        return Golden.file("layers_core").get("inputs").valueStream().map(each -> Arguments.of(each.get("args"), each));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void input_has_the_type_that_it_has_in_keras(JsonNode args, JsonNode file) {
        var sizes = sizes(args.has("shape") ? args.get("shape") : args.get("batch_shape"));
        var input = args.has("shape") ? new Input(sizes) : Input.batchShape(sizes);
        Optional.ofNullable(args.get("batch_size")).ifPresent(size -> input.batchSize(size.asInt()));
        Optional.ofNullable(args.get("dtype")).ifPresent(dtype -> input.dtype(DType.of(dtype.asString())));
        Optional.ofNullable(args.get("name")).ifPresent(name -> input.name(name.asString()));
        assertThat(input.type().dtype()).hasToString(file.get("dtype").asString());
        assertThat(input.type().shape().dims().stream().mapToInt(Dim::size))
                .containsExactly(
                        IntStream.of(sizes(file.get("output_shape"))).boxed().toArray(Integer[]::new));
    }

    /// What initializers without chance make.
    private static void checkFirstValues(Layer layer, JsonNode file) {
        for (var expected : file.path("initial")) {
            var name = expected.get("name").asString();
            Golden.check(weight(layer, name).tensor(), expected, "first values of " + name);
        }
    }

    private static void checkConstraints(Layer layer, JsonNode file) {
        for (var expected : file.path("constrained")) {
            var name = expected.get("name").asString();
            var weight = weight(layer, name);
            var constraint = weight.constraint().orElseThrow();
            Golden.check(constraint.apply(weight.tensor()), expected, "constraint of " + name);
        }
    }

    private static Variable weight(Layer layer, String name) {
        return layer.weights().stream()
                .filter(each -> each.name().endsWith("/" + name))
                .findFirst()
                .orElseThrow();
    }

    // ---- layers as golden files describe them ----

    private static final class Doubled extends Wrapper<Doubled> {
        Doubled(FluentLayer<?> layer) {
            super(layer);
        }

        @Override
        protected Tensor call(Tensor x, Call call) {
            return layer().apply(x).multiply(2);
        }
    }

    private static Tensor affine(List<Tensor> inputs, Lambda.Given given) {
        var arguments = new HashMap<String, Object>(Map.of("factor", 1, "offset", 0));
        arguments.putAll(given.arguments());
        var all = new Lambda.Given(arguments, given.masks(), given.training());
        return inputs.get(0).multiply(all.number("factor")).add(all.number("offset"));
    }

    private static Tensor gated(List<Tensor> inputs, Lambda.Given given) {
        var x = inputs.get(0);
        var y = given.training() ? x.multiply(given.number("factor")) : x.add(given.number("factor"));
        return given.mask()
                .map(mask -> y.multiply(mask.cast(y.dtype()).expandDims(-1)))
                .orElse(y);
    }

    private static Layer lambda(ObjectNode args) {
        Lambda.Body body = switch (args.remove("function").asString()) {
            case "affine" -> LayerOptionsGoldenTest::affine;
            case "gated" -> LayerOptionsGoldenTest::gated;
            default -> (inputs, _) -> inputs.get(0).sum(1);
        };
        var layer = new Lambda(body);
        var numbers = new HashMap<String, Object>();
        args.path("arguments")
                .properties()
                .forEach(each -> numbers.put(each.getKey(), each.getValue().asDouble()));
        if (args.has("arguments")) {
            layer.arguments(numbers);
        }
        if (args.has("mask")) {
            layer.mask((_, masks) -> masks.get(0));
        }
        if (args.has("output_shape")) {
            layer.outputShape(sizes(args.get("output_shape")));
        }
        return layer;
    }

    private static Layer layer(String type, JsonNode args) {
        var rest = ((ObjectNode) args).deepCopy();
        var weights = Optional.ofNullable(rest.remove("weights"));
        var clipping = Optional.ofNullable(rest.remove("renorm_clipping"));
        var dtype = Optional.ofNullable(rest.remove("dtype"));
        var layer = switch (type) {
            case "EinsumDense" -> {
                var equation = rest.remove("equation").asString();
                yield Things.with(new EinsumDense(equation, sizes(rest.remove("output_shape"))), rest);
            }
            case "ReversibleEmbedding" -> {
                int rows = rest.remove("input_dim").asInt();
                yield Things.with(
                        new ReversibleEmbedding(rows, rest.remove("output_dim").asInt()), rest);
            }
            case "Lambda" -> lambda(rest);
            case "Wrapper" -> new Doubled(inner(rest));
            case "SpectralNormalization" -> Things.with(new SpectralNormalization(inner(rest)), rest);
            default -> Things.layer(type, rest);
        };
        dtype.ifPresent(name -> ((FluentLayer<?>) layer).dtype(name.asString()));
        weights.ifPresent(table -> ((EmbeddingLayer<?>) layer).weights(matrix(table)));
        clipping.ifPresent(limits -> ((BatchNormalization) layer).renormClipping(clipping(limits)));
        return layer;
    }

    private static FluentLayer<?> inner(ObjectNode args) {
        var inner = args.remove("layer");
        return (FluentLayer<?>) layer(inner.get("class").asString(), inner.get("args"));
    }

    private static RenormClipping clipping(JsonNode limits) {
        return new RenormClipping(
                limits.path("rmin").asDouble(0),
                limits.path("rmax").asDouble(Double.POSITIVE_INFINITY),
                limits.path("dmax").asDouble(Double.POSITIVE_INFINITY));
    }

    private static int[] sizes(JsonNode value) {
        var list = value.isArray() ? value.valueStream() : Stream.of(value);
        return list.mapToInt(each -> each.isNull() ? Shape.ANY : each.asInt()).toArray();
    }

    private static Tensor matrix(JsonNode rows) {
        var numbers = new ArrayList<Double>();
        rows.forEach(row -> row.forEach(number -> numbers.add(number.asDouble())));
        return Tensor.of(numbers.stream().mapToDouble(Double::doubleValue).toArray())
                .reshape(rows.size(), -1);
    }
}
