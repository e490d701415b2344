package jacobian.keras.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Seeds;
import jacobian.keras.golden.Golden;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every option of the random initializers moves mean, spread and bounds as in Keras.
class InitializerOptionsTest {
    private static final JsonNode FILE = Golden.file("initializers_options");

    static Stream<Arguments> cases() {
        return list("cases");
    }

    static Stream<Arguments> orthogonal() {
        return list("orthogonal");
    }

    private static Stream<Arguments> list(String name) {
        return FILE.get(name)
                .valueStream()
                .map(each -> Arguments.of(each.get("class").asString() + each.get("args") + each.get("shape"), each));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void values_are_spread_as_in_keras(String name, JsonNode file) {
        Seeds.setRandomSeed(7);
        var initializer = initializer(file.get("class").asString(), file.get("args"));
        var values = initializer.apply(shape(file), DType.FLOAT32).doubles();
        double stddev = file.get("stddev").asDouble();
        double middle = file.get("mean").asDouble();
        double mean = DoubleStream.of(values).average().orElseThrow();
        double variance = DoubleStream.of(values)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        // Five standard errors of a sample of this size.
        double error = 5 * stddev / Math.sqrt(values.length);
        assertThat(mean).isCloseTo(middle, within(error));
        assertThat(Math.sqrt(variance)).isCloseTo(stddev, within(error));
        if (file.has("bound")) {
            double bound = file.get("bound").asDouble();
            double largest =
                    DoubleStream.of(values).map(x -> Math.abs(x - middle)).max().orElseThrow();
            assertThat(largest).isBetween(0.95 * bound, bound * (1 + 1e-5));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("orthogonal")
    void vectors_stand_at_right_angles_and_have_the_length_of_the_gain(String name, JsonNode file) {
        double gain = file.get("args").get("gain").asDouble();
        var initializer = new Orthogonal(gain, file.get("args").get("seed").asLong());
        var rows = file.get("rows").valueStream().mapToInt(JsonNode::asInt).toArray();
        Tensor matrix = initializer.apply(shape(file), DType.FLOAT32).reshape(rows);
        var product = rows[0] < rows[1]
                ? matrix.matmul(matrix.transpose())
                : matrix.transpose().matmul(matrix);
        var values = product.floats2d();
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                assertThat((double) values[i][j]).isCloseTo(i == j ? gain * gain : 0, within(1e-5 * gain * gain));
            }
        }
    }

    @Test
    void values_are_of_the_type_asked_for() {
        var all = List.<Initializer>of(
                new Zeros(),
                new Ones(),
                new Constant(2),
                new RandomNormal(),
                new RandomUniform(),
                new TruncatedNormal(),
                new VarianceScaling(),
                new GlorotNormal(),
                new GlorotUniform(),
                new HeNormal(),
                new HeUniform(),
                new LecunNormal(),
                new LecunUniform(),
                new Orthogonal(),
                new IdentityInitializer());
        assertThat(all)
                .allSatisfy(each -> assertThat(
                                each.apply(Shape.of(4, 3), DType.FLOAT64).dtype())
                        .isEqualTo(DType.FLOAT64));
        assertThat(new STFT().apply(Shape.of(8, 1, 5), DType.FLOAT64).dtype()).isEqualTo(DType.FLOAT64);
    }

    @Test
    void axes_come_in_pairs() {
        assertThatThrownBy(() -> new HeNormal().inputAxes(0).apply(Shape.of(2, 3), DType.FLOAT32))
                .hasMessage("input_axes=[0], output_axes=[]: needs both or neither");
    }

    private static Shape shape(JsonNode file) {
        return Shape.of(
                file.get("shape").valueStream().mapToInt(JsonNode::asInt).toArray());
    }

    private static Initializer initializer(String type, JsonNode args) {
        var seed = args.has("seed") ? OptionalLong.of(args.get("seed").asLong()) : OptionalLong.empty();
        var in = axes(args, "input_axes");
        var out = axes(args, "output_axes");
        return switch (type) {
            case "GlorotNormal" -> new GlorotNormal(seed, in, out);
            case "GlorotUniform" -> new GlorotUniform(seed, in, out);
            case "HeNormal" -> new HeNormal(seed, in, out);
            case "HeUniform" -> new HeUniform(seed, in, out);
            case "LecunNormal" -> new LecunNormal(seed, in, out);
            case "LecunUniform" -> new LecunUniform(seed, in, out);
            case "RandomNormal" ->
                new RandomNormal(
                        args.path("mean").asDouble(0), args.path("stddev").asDouble(0.05), seed);
            case "TruncatedNormal" ->
                new TruncatedNormal(
                        args.path("mean").asDouble(0), args.path("stddev").asDouble(0.05), seed);
            case "RandomUniform" ->
                new RandomUniform(
                        args.path("minval").asDouble(-0.05), args.path("maxval").asDouble(0.05), seed);
            default ->
                new VarianceScaling(
                        args.path("scale").asDouble(1),
                        VarianceScaling.Mode.valueOf(upper(args, "mode", "fan_in")),
                        VarianceScaling.Distribution.valueOf(upper(args, "distribution", "truncated_normal")),
                        seed,
                        in,
                        out);
        };
    }

    private static String upper(JsonNode args, String key, String initial) {
        return args.path(key).asString(initial).toUpperCase(Locale.ROOT);
    }

    private static List<Integer> axes(JsonNode args, String key) {
        return args.path(key).valueStream().map(JsonNode::asInt).toList();
    }
}
