package jacobian.keras.layers;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Gradients;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.engine.tensor.Variable;
import jacobian.keras.activations.Activations;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Options;
import jacobian.keras.golden.Things;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One layer of one or several inputs, masks and results beside real Keras: shape, results, gradients, moved
/// states.
public final class LayerCase {
    private static final List<String> CALL = List.of(
            "use_causal_mask", "return_attention_scores", "attention_mask", "query_mask", "value_mask", "key_mask");

    private final JsonNode file;

    LayerCase(JsonNode file) {
        this.file = file;
    }

    /// The cases of a golden file, each with its name.
    static Stream<Arguments> all(String name) {
        var cases = Golden.file(name).get("cases");
        return IntStream.range(0, cases.size())
                .mapToObj(i -> Arguments.of(
                        i,
                        cases.get(i).get("layer").asString() + cases.get(i).get("args"),
                        new LayerCase(cases.get(i))));
    }

    @Override
    public String toString() {
        return file.get("layer").asString();
    }

    void check() {
        var layer = layer(file.get("layer").asString(), file.get("args"));
        var inputs = inputs();
        layer.ensureBuilt(inputs.stream().map(Tensor::type).toList());
        assertThat(layer.weights().stream().map(each -> last(each.name())))
                .isEqualTo(file.get("weights")
                        .valueStream()
                        .map(each -> last(each.get("name").asString()))
                        .toList());
        checkFirst(layer, file);
        layer.setWeights(file.get("weights").valueStream().map(Golden::tensor).toList());
        checkShape(layer, inputs);
        assertThat(layer.countParams()).isEqualTo(file.get("params").asLong());
        checkGradients(layer, inputs);
        layer.setWeights(file.get("weights").valueStream().map(Golden::tensor).toList());
        var results = results(layer, inputs);
        checkLosses(layer);
        for (int i = 0; i < file.get("outputs").size(); i++) {
            Golden.check(results.get(i), file.get("outputs").get(i), tolerance(), "result " + i);
        }
        checkMoved(layer);
    }

    /// The inputs, without a bool tensor of places, which is an argument.
    List<Tensor> inputs() {
        return given().filter(x -> !isPlaces(x)).toList();
    }

    private Stream<Tensor> given() {
        return file.get("inputs").valueStream().map(Golden::tensor);
    }

    private static boolean isPlaces(Tensor x) {
        return x.dtype() == DType.BOOL;
    }

    /// What the layer is called with besides.
    private CallArguments arguments() {
        var values = new LinkedHashMap<String, Object>();
        for (var key : CALL) {
            for (var from : List.of(file.get("args"), file.path("call"))) {
                if (from.has(key)) {
                    var value = from.get(key);
                    values.put(key, value.isBoolean() ? (Object) value.asBoolean() : Golden.tensor(value));
                }
            }
        }
        given().filter(LayerCase::isPlaces).forEach(places -> values.put("attention_mask", places));
        return new CallArguments(values);
    }

    /// What is allowed beside the largest magnitude; a case that allows more than others says why.
    private double tolerance() {
        assertThat(file.has("tolerance")).isEqualTo(file.has("reason"));
        return file.has("tolerance") ? file.get("tolerance").asDouble() : Golden.TOLERANCE;
    }

    /// The first weights, where they are not drawn, and what constraints make of weights.
    static void checkFirst(Layer layer, JsonNode file) {
        for (int i = 0; i < file.path("first_weights").size(); i++) {
            var weight = layer.weights().get(i);
            Golden.check(weight, file.get("first_weights").get(i), "first " + weight.name());
        }
        for (int i = 0; i < file.path("constrained").size(); i++) {
            var weight = layer.weights().get(i);
            var given = Golden.tensor(file.get("weights").get(i));
            var constrained = weight.constraint().orElseThrow().apply(given);
            Golden.check(constrained, file.get("constrained").get(i), "constrained " + weight.name());
        }
    }

    private void checkLosses(Layer layer) {
        if (file.has("losses")) {
            double sum = layer.losses().stream().mapToDouble(Tensor::item).sum();
            Golden.check(new double[] {sum}, new double[] {Golden.number(file.get("losses"))}, "losses");
        }
    }

    private void checkMoved(Layer layer) {
        int i = 0;
        for (var moved : file.get("non_trainable_after")) {
            var weight = layer.nonTrainableWeights().get(i++).tensor();
            Golden.check(weight, moved, tolerance(), moved.get("name").asString());
        }
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void checkShape(Layer layer, List<Tensor> inputs) {
        var symbols = inputs.stream().map(LayerCase::symbol).toList();
        var shape = LayerCall.of(layer, symbols).outputs().get(0).shape();
        var sizes = file.get("output_shape")
                .valueStream()
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

    /// What the layer gives for `inputs` under the masks and arguments of the case.
    List<Tensor> results(Layer layer, List<? extends TensorLike> inputs) {
        var tensors = inputs.stream().map(TensorLike::tensor).toList();
        file.path("masks")
                .properties()
                .forEach(mask ->
                        Masks.with(tensors.get(Integer.parseInt(mask.getKey())), Golden.tensor(mask.getValue())));
        if (file.has("mask")) {
            Masks.with(tensors.get(0), Golden.tensor(file.get("mask")));
        }
        var mode = file.get("training").asBoolean() ? Mode.TRAINING : Mode.INFERENCE;
        return layer.applyAll(mode, tensors, arguments());
    }

    private Tensor loss(Layer layer, List<? extends TensorLike> inputs) {
        var results = results(layer, inputs);
        assertThat(results).hasSize(file.get("cotangents").size());
        return IntStream.range(0, results.size())
                .mapToObj(i -> results.get(i)
                        .multiply(Golden.tensor(file.get("cotangents").get(i)))
                        .sum())
                .reduce(Tensor::add)
                .orElseThrow();
    }

    private void checkGradients(Layer layer, List<Tensor> inputs) {
        var sources = new ArrayList<TensorLike>();
        var variables = new ArrayList<Variable>();
        for (int i = 0; i < inputs.size(); i++) {
            if (file.get("input_gradients").has(Integer.toString(i))) {
                variables.add(new Variable("input_" + i, inputs.get(i)));
                sources.add(variables.getLast());
            } else {
                sources.add(inputs.get(i));
            }
        }
        variables.addAll(layer.trainableWeights());
        var gradients = Gradients.of(() -> loss(layer, sources), variables);
        double largest = IntStream.range(0, variables.size())
                .mapToDouble(i -> largest(gradients.gradient(i).doubles()))
                .max()
                .orElse(0);
        int next = 0;
        for (var entry : file.get("input_gradients").properties()) {
            check(gradients.gradient(next++), entry.getValue(), "gradient of input " + entry.getKey(), largest);
        }
        for (var expected : file.get("weight_gradients")) {
            var name = expected.get("name").asString();
            check(gradients.gradient(next++), expected, "gradient of " + name, largest);
        }
    }

    /// A gradient that is nothing but rounding, such as that of a bias before a softmax, is to be as good as 0
    /// beside the others.
    private void check(Tensor gradient, JsonNode expected, String description, double beside) {
        var values =
                expected.get("values").valueStream().mapToDouble(Golden::number).toArray();
        if (largest(values) < tolerance() * beside) {
            assertThat(largest(gradient.doubles())).as(description).isLessThan(tolerance() * beside);
        } else {
            Golden.check(gradient, expected, tolerance(), description);
        }
    }

    private static double largest(double... values) {
        return DoubleStream.of(values).map(Math::abs).max().orElse(0);
    }

    // ---- layers as golden files describe them ----

    /// Whether [#layer] makes layers of this type itself.
    public static boolean isKnown(String type) {
        return Set.of("EinsumDense", "Attention", "AdditiveAttention").contains(type);
    }

    public static Layer layer(String type, JsonNode args) {
        var rest = ((ObjectNode) args).deepCopy();
        rest.remove(CALL);
        return switch (type) {
            case "EinsumDense" ->
                options(new EinsumDense(rest.remove("equation").asString(), sizes(rest.remove("output_shape"))), rest);
            case "ReversibleEmbedding" ->
                options(new ReversibleEmbedding(number(rest, "input_dim"), number(rest, "output_dim")), rest);
            case "MultiHeadAttention" ->
                options(new MultiHeadAttention(number(rest, "num_heads"), number(rest, "key_dim")), rest);
            case "GroupQueryAttention" ->
                options(
                        new GroupQueryAttention(
                                number(rest, "head_dim"),
                                number(rest, "num_query_heads"),
                                number(rest, "num_key_value_heads")),
                        rest);
            case "SpectralNormalization" -> {
                var inner = rest.remove("layer");
                var made = Things.layer(inner.get("class").asString(), inner.get("args"));
                yield options(new SpectralNormalization((FluentLayer<?>) made), rest);
            }
            case "Attention" -> options(new Attention(), rest);
            case "AdditiveAttention" -> options(new AdditiveAttention(), rest);
            default -> Things.layer(type, args);
        };
    }

    private static int number(ObjectNode args, String key) {
        return args.remove(key).asInt();
    }

    private static int[] sizes(JsonNode value) {
        var list = value.isArray() ? value.valueStream() : Stream.of(value);
        return list.mapToInt(each -> each.isNull() ? Shape.ANY : each.asInt()).toArray();
    }

    private static Layer options(Layer layer, JsonNode args) {
        return Options.set(layer, args, (key, value) -> switch (key) {
            case "activation" -> Optional.of(Activations.of(value.asString()));
            case "output_shape", "attention_axes" -> Optional.of(sizes(value));
            case String name when name.endsWith("initializer") -> Optional.of(Things.initializer(value));
            case String name when name.endsWith("regularizer") -> Optional.of(Things.regularizer(value));
            case String name when name.endsWith("constraint") -> Optional.of(Things.constraint(value));
            case "reverse_dtype" -> Optional.of(DType.of(value.asString()));
            default -> Optional.empty();
        });
    }
}
