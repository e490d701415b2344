package jacobian.keras.golden;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The files in `golden/`: numbers that real Keras gave. Their form is described in tools/golden/README.md.
public final class Golden {
    /// What is asked for everywhere, relative to the largest magnitude of a tensor.
    public static final double TOLERANCE = 1e-5;

    private Golden() {}

    /// The file `golden/<name>.json`.
    public static JsonNode file(String name) {
        try (var stream = Golden.class.getResourceAsStream("/golden/" + name + ".json")) {
            if (stream == null) {
                throw new IllegalArgumentException("no golden file " + name);
            }
            return new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The cases of a file whose class is `type`.
    public static List<JsonNode> cases(String name, String type) {
        var cases = file(name)
                .get("cases")
                .valueStream()
                .filter(each -> each.get("class").asString().equals(type))
                .toList();
        assertThat(cases).as("cases of " + type + " in " + name).isNotEmpty();
        return cases;
    }

    /// The tensor under `key`, if there is one.
    public static Optional<Tensor> find(JsonNode node, String key) {
        return node.has(key) ? Optional.of(tensor(node.get(key))) : Optional.empty();
    }

    public static Tensor tensor(JsonNode node) {
        var sizes = node.get("shape").valueStream().mapToInt(JsonNode::asInt).toArray();
        var values = values(node);
        var type = node.has("dtype") ? node.get("dtype").asString() : "float32";
        var dtype = DType.of(type);
        if (!dtype.isFloating()) {
            var ints =
                    IntStream.range(0, values.length).map(i -> (int) values[i]).toArray();
            return Tensor.of(ints).reshape(sizes).cast(dtype);
        }
        var floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return (sizes.length == 0 ? Tensor.scalar(floats[0]) : Tensor.of(floats, sizes)).cast(dtype);
    }

    private static double[] values(JsonNode node) {
        return node.get("values").valueStream().mapToDouble(Golden::number).toArray();
    }

    /// A number; "NaN" and the infinities are strings in the files.
    public static double number(JsonNode node) {
        return node.isBoolean()
                ? (node.asBoolean() ? 1 : 0)
                : node.isString() ? Double.parseDouble(node.asString()) : node.asDouble();
    }

    /// Checks that `actual` is the tensor `expected` within [#TOLERANCE] of its largest magnitude.
    public static void check(Values actual, JsonNode expected, String description) {
        var sizes =
                expected.get("shape").valueStream().mapToInt(JsonNode::asInt).toArray();
        assertThat(actual.buffer().type().shape().sizes())
                .as("shape of " + description)
                .isEqualTo(sizes);
        check(actual.doubles(), values(expected), description);
    }

    /// Checks that `actual` is the tensor `expected`, its dtype too, within `tolerance` of its largest magnitude.
    public static void check(Tensor actual, JsonNode expected, double tolerance, String description) {
        var like = tensor(expected);
        assertThat(actual.dtype()).as("dtype of " + description).isEqualTo(like.dtype());
        assertThat(actual.shape().sizes())
                .as("shape of " + description)
                .isEqualTo(like.shape().sizes());
        check(actual.doubles(), values(expected), tolerance, description);
    }

    /// Checks that the numbers agree within [#TOLERANCE] of the largest magnitude.
    public static void check(double[] actual, double[] expected, String description) {
        check(actual, expected, TOLERANCE, description);
    }

    private static void check(double[] actual, double[] expected, double tolerance, String description) {
        double largest = 1e-30;
        for (double value : expected) {
            largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        assertThat(actual).as(description).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            boolean same = Double.compare(actual[i], expected[i]) == 0
                    || Math.abs(actual[i] - expected[i]) <= tolerance * largest;
            assertThat(same)
                    .as("%s[%d]: %s, Keras has %s", description, i, actual[i], expected[i])
                    .isTrue();
        }
    }
}
