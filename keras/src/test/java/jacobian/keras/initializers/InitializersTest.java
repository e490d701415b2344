package jacobian.keras.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.keras.config.Seeds;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.Things;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class InitializersTest {
    private static final JsonNode CASES = Golden.file("initializers").get("cases");

    static Stream<Arguments> cases() {
        return IntStream.range(0, CASES.size())
                .filter(i -> !CASES.get(i).get("distribution").asString().equals("constant"))
                .mapToObj(i -> Arguments.of(
                        i, CASES.get(i).get("class").asString() + CASES.get(i).get("shape")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void values_are_spread_as_in_keras(int index, String name) {
        var file = CASES.get(index);
        Seeds.setRandomSeed(7);
        var shape = Shape.of(
                file.get("shape").valueStream().mapToInt(JsonNode::asInt).toArray());
        var type = JsonNodeFactory.instance
                .objectNode()
                .put("class", file.get("class").asString());
        var values = Things.initializer(type).apply(shape, DType.FLOAT32).doubles();
        double stddev = file.get("stddev").asDouble();
        double mean = DoubleStream.of(values).average().orElseThrow();
        double variance = DoubleStream.of(values)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        // Five standard errors of a sample of this size.
        double error = 5 * stddev / Math.sqrt(values.length);
        assertThat(mean).isCloseTo(0, within(error));
        assertThat(Math.sqrt(variance)).isCloseTo(stddev, within(error));
        if (file.has("bound")) {
            double bound = file.get("bound").asDouble();
            double largest = DoubleStream.of(values).map(Math::abs).max().orElseThrow();
            assertThat(largest).isBetween(0.95 * bound, bound * (1 + 1e-6));
        }
    }

    @Test
    void constants_fill_the_shape() {
        assertThat(new Constant(0.25).apply(Shape.of(2, 2), DType.FLOAT32).floats())
                .containsExactly(0.25f, 0.25f, 0.25f, 0.25f);
        assertThat(new Zeros().apply(Shape.of(2), DType.FLOAT32).floats()).containsExactly(0, 0);
        assertThat(new Ones().apply(Shape.of(2), DType.FLOAT64).doubles()).containsExactly(1, 1);
    }

    @Test
    void a_seed_gives_the_same_values_each_time_and_none_gives_others() {
        var shape = Shape.of(40);
        var seeded = new HeNormal(3);
        assertThat(seeded.apply(shape, DType.FLOAT32).floats())
                .isEqualTo(seeded.apply(shape, DType.FLOAT32).floats());
        var free = new HeNormal();
        assertThat(free.apply(shape, DType.FLOAT32).floats())
                .isNotEqualTo(free.apply(shape, DType.FLOAT32).floats());
    }

    @Test
    void the_global_seed_repeats_everything_after_it() {
        Seeds.setRandomSeed(11);
        var first = new GlorotUniform().apply(Shape.of(9, 5), DType.FLOAT32).floats();
        Seeds.setRandomSeed(11);
        assertThat(new GlorotUniform().apply(Shape.of(9, 5), DType.FLOAT32).floats())
                .isEqualTo(first);
    }
}
