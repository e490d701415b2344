package jacobian.keras.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mean, variance and bounds of every distribution, within five standard errors.
class DistributionsTest {
    private static final int COUNT = 40_000;
    private static final Shape SHAPE = Shape.of(200, 200);

    private final SeedGenerator random = new SeedGenerator(5);

    private static void check(double[] values, double mean, double variance) {
        double found = DoubleStream.of(values).average().orElseThrow();
        double spread =
                DoubleStream.of(values).map(x -> (x - found) * (x - found)).sum() / (values.length - 1);
        assertThat(found).as("mean").isCloseTo(mean, within(5 * Math.sqrt(variance / values.length)));
        // The variance of a variance is (kurtosis - 1) / n times its square; 12 bounds the kurtosis of all here.
        assertThat(spread).as("variance").isCloseTo(variance, within(5 * variance * Math.sqrt(11.0 / values.length)));
    }

    @Test
    void uniform_numbers_fill_their_interval() {
        var values = random.uniform(SHAPE, -2, 3).doubles();
        check(values, 0.5, 25 / 12.0);
        assertThat(DoubleStream.of(values).min().orElseThrow()).isBetween(-2.0, -1.99);
        assertThat(DoubleStream.of(values).max().orElseThrow()).isBetween(2.99, 3.0);
    }

    @Test
    void normal_numbers_have_their_mean_and_deviation() {
        check(random.normal(SHAPE, 1.5, 0.3).doubles(), 1.5, 0.09);
    }

    @Test
    void truncated_numbers_stay_within_two_deviations() {
        var values = random.truncatedNormal(SHAPE, -1, 0.5).doubles();
        check(values, -1, Math.pow(0.5 * 0.87962566, 2));
        assertThat(DoubleStream.of(values)).allMatch(x -> x >= -2 - 1e-6 && x <= 1e-6);
    }

    @Test
    void whole_numbers_are_equally_likely() {
        var values = random.randint(SHAPE, -3, 4).ints();
        var counts = new int[7];
        Arrays.stream(values).forEach(each -> counts[each + 3]++);
        double expected = COUNT / 7.0;
        assertThat(IntStream.of(counts)).allMatch(each -> Math.abs(each - expected) < 5 * Math.sqrt(expected));
        var wide = random.randint(SHAPE, Integer.MIN_VALUE, Integer.MAX_VALUE);
        assertThat(wide.dtype()).isEqualTo(DType.INT32);
        check(Arrays.stream(wide.ints()).asDoubleStream().toArray(), -0.5, Math.pow(0x1p32, 2) / 12);
        assertThatThrownBy(() -> random.randint(SHAPE, 2, 2)).hasMessageContaining("minval=2, maxval=2");
    }

    @Test
    void classes_come_as_often_as_their_logits_say() {
        var chances = new double[] {0.1, 0.2, 0.7};
        var logits = Tensor.of(
                new double[][] {Arrays.stream(chances).map(Math::log).toArray(), {0, 0, Double.NEGATIVE_INFINITY}});
        var drawn = random.categorical(logits, 20_000);
        assertThat(drawn.shape()).isEqualTo(Shape.of(2, 20_000));
        var rows = drawn.ints();
        for (int k = 0; k < 3; k++) {
            int kind = k;
            long first = IntStream.range(0, 20_000).filter(i -> rows[i] == kind).count();
            assertThat(first / 20_000.0).isCloseTo(chances[k], within(5 * Math.sqrt(0.25 / 20_000)));
        }
        assertThat(Arrays.stream(rows, 20_000, 40_000)).doesNotContain(2).contains(0, 1);
    }

    @Test
    void a_shuffled_axis_keeps_its_rows() {
        var x = Tensor.arange(300).reshape(100, 3);
        var shuffled = random.shuffle(x).ints();
        var firsts = IntStream.range(0, 100).map(i -> shuffled[3 * i]).toArray();
        assertThat(firsts).isNotEqualTo(IntStream.range(0, 100).map(i -> 3 * i).toArray());
        assertThat(Arrays.stream(firsts).sorted().toArray())
                .isEqualTo(IntStream.range(0, 100).map(i -> 3 * i).toArray());
        assertThat(IntStream.range(0, 100)).allMatch(i -> shuffled[3 * i + 2] == shuffled[3 * i] + 2);
        var columns = random.shuffle(Tensor.arange(300).reshape(3, 100), 1).ints();
        assertThat(IntStream.range(0, 100)).allMatch(i -> columns[100 + i] == columns[i] + 100);
    }

    @Test
    void every_order_of_three_is_equally_likely() {
        var counts = new int[6];
        for (int i = 0; i < 1200; i++) {
            var order = random.shuffle(Tensor.of(0, 1, 2)).ints();
            counts[order[0] * 2 + (order[1] > order[2] ? 1 : 0)]++;
        }
        assertThat(IntStream.of(counts)).allMatch(each -> each > 135 && each < 265);
    }

    @ParameterizedTest
    @CsvSource({"0.2", "0.9", "1", "2.5", "40"})
    void gamma_numbers_have_the_mean_and_variance_of_their_parameter(double alpha) {
        var values = random.gamma(SHAPE, alpha).doubles();
        double kurtosis = 3 + 6 / alpha;
        double found = DoubleStream.of(values).average().orElseThrow();
        double spread =
                DoubleStream.of(values).map(x -> (x - found) * (x - found)).sum() / (COUNT - 1);
        assertThat(found).isCloseTo(alpha, within(5 * Math.sqrt(alpha / COUNT)));
        assertThat(spread).isCloseTo(alpha, within(5 * alpha * Math.sqrt((kurtosis - 1) / COUNT)));
        assertThat(DoubleStream.of(values)).allMatch(x -> x >= 0);
    }

    @Test
    void gamma_numbers_of_parameter_one_are_exponential() {
        var values = random.gamma(SHAPE, 1).doubles();
        for (double limit : new double[] {0.1, 0.5, 1, 2}) {
            double below = DoubleStream.of(values).filter(x -> x < limit).count() / (double) COUNT;
            assertThat(below).isCloseTo(1 - Math.exp(-limit), within(5 * 0.5 / Math.sqrt(COUNT)));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "2, 3", "1, 1", "8, 1.5"})
    void beta_numbers_have_the_mean_and_variance_of_their_parameters(double a, double b) {
        var values = random.beta(SHAPE, a, b).doubles();
        check(values, a / (a + b), a * b / ((a + b) * (a + b) * (a + b + 1)));
        assertThat(DoubleStream.of(values)).allMatch(x -> x >= 0 && x <= 1);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.3", "10, 0.5", "100, 0.02", "40, 1"})
    void binomial_numbers_count_successes(int count, double chance) {
        var values = random.binomial(SHAPE, count, chance).doubles();
        if (chance < 1) {
            check(values, count * chance, count * chance * (1 - chance));
        } else {
            assertThat(values).containsOnly(count);
        }
        assertThat(DoubleStream.of(values)).allMatch(x -> x == Math.rint(x) && x >= 0 && x <= count);
    }

    @Test
    void parameters_may_differ_from_number_to_number() {
        var counts = Tensor.of(0, 5.0, 50);
        var drawn = random.binomial(Shape.of(2000, 3), counts, Tensor.of(0.5, 1.0, 0.1))
                .floats();
        assertThat(IntStream.range(0, 2000)).allMatch(i -> drawn[3 * i] == 0 && drawn[3 * i + 1] == 5);
        double third = IntStream.range(0, 2000)
                .mapToDouble(i -> drawn[3 * i + 2])
                .average()
                .orElseThrow();
        assertThat(third).isCloseTo(5, within(5 * Math.sqrt(4.5 / 2000)));
        var gamma = random.gamma(Shape.of(2000, 2), Tensor.of(1.0, 100.0)).floats();
        assertThat(IntStream.range(0, 2000)
                        .mapToDouble(i -> gamma[2 * i + 1])
                        .average()
                        .orElseThrow())
                .isCloseTo(100, within(5 * Math.sqrt(100 / 2000.0)));
    }

    @Test
    void dropout_scales_what_it_keeps() {
        var x = Tensor.full(1, DType.FLOAT32, SHAPE);
        var dropped = random.dropout(x, 0.25).floats();
        int kept = 0;
        for (float each : dropped) {
            assertThat(each).isIn(0f, 1 / 0.75f);
            kept += each > 0 ? 1 : 0;
        }
        assertThat((double) kept).isCloseTo(0.75 * COUNT, within(5 * Math.sqrt(0.1875 * COUNT)));
        var rows = random.dropout(x, 0.5, Shape.of(200, 1)).floats();
        assertThat(IntStream.range(0, COUNT)).allMatch(i -> rows[i] == rows[i / 200 * 200]);
        assertThatThrownBy(() -> random.dropout(x, 1)).hasMessageContaining("rate=1.0");
    }

    @Test
    void equal_seeds_give_equal_numbers_of_every_distribution() {
        var a = new SeedGenerator(8);
        var b = new SeedGenerator(8);
        assertThat(a.gamma(SHAPE, 0.7).floats()).isEqualTo(b.gamma(SHAPE, 0.7).floats());
        assertThat(a.beta(SHAPE, 2, 2).floats()).isEqualTo(b.beta(SHAPE, 2, 2).floats());
        assertThat(a.binomial(SHAPE, 9, 0.4).floats())
                .isEqualTo(b.binomial(SHAPE, 9, 0.4).floats());
        assertThat(a.randint(SHAPE, 0, 100).ints())
                .isEqualTo(b.randint(SHAPE, 0, 100).ints());
    }
}
