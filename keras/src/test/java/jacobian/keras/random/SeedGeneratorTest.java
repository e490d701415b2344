package jacobian.keras.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Compiled;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SeedGeneratorTest {
    private static final Shape SHAPE = Shape.of(50, 40);

    @Test
    void equal_seeds_give_equal_numbers_and_each_draw_others() {
        var a = new SeedGenerator(3);
        var b = new SeedGenerator(3);
        var first = a.uniform(SHAPE).floats();
        assertThat(first).isEqualTo(b.uniform(SHAPE).floats());
        assertThat(first).isNotEqualTo(a.uniform(SHAPE).floats());
    }

    @Test
    void a_compiled_step_goes_on_where_the_last_one_stopped() {
        var inside = new SeedGenerator(3);
        var program = Compiled.of(_ -> List.of(inside.uniform(SHAPE)));
        var outside = new SeedGenerator(3);
        for (int i = 0; i < 3; i++) {
            assertThat(program.apply().get(0).floats())
                    .isEqualTo(outside.uniform(SHAPE).floats());
        }
    }

    @Test
    void numbers_are_spread_as_they_should_be() {
        var generator = new SeedGenerator(9);
        var uniform = generator.uniform(SHAPE).doubles();
        assertThat(DoubleStream.of(uniform).min().orElseThrow()).isBetween(0.0, 0.01);
        assertThat(DoubleStream.of(uniform).max().orElseThrow()).isBetween(0.99, 1.0);
        var normal = generator.normal(SHAPE).doubles();
        assertThat(DoubleStream.of(normal).average().orElseThrow()).isCloseTo(0, within(0.1));
        assertThat(DoubleStream.of(normal).map(x -> x * x).average().orElseThrow())
                .isCloseTo(1, within(0.15));
    }
}
