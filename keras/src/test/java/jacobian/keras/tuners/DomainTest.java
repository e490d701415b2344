package jacobian.keras.tuners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DomainTest {
    private static final int DRAWS = 40_000;

    /// How often each value comes, of many draws.
    private static <T> TreeMap<T, Long> counts(Domain<T> domain) {
        return drawn(domain).stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    private static <T> List<T> drawn(Domain<T> domain) {
        return IntStream.range(0, DRAWS)
                .mapToObj(i -> domain.at(Draws.unit(3, i, 0, "x")))
                .toList();
    }

    /// Five standard deviations of a count with this probability.
    private static void likely(long count, double probability) {
        assertThat((double) count)
                .isEqualTo(DRAWS * probability, within(5 * Math.sqrt(DRAWS * probability * (1 - probability))));
    }

    @Test
    void whole_numbers_are_drawn_alike_with_both_ends() {
        var counts = counts(new Domain.Whole(6, 12));
        assertThat(counts.keySet()).containsExactly(6, 7, 8, 9, 10, 11, 12);
        counts.values().forEach(count -> likely(count, 1 / 7.0));
    }

    @Test
    void steps_begin_at_the_least_and_end_at_the_last_that_fits() {
        var counts = counts(new Domain.Whole(6, 13).step(3));
        assertThat(counts.keySet()).containsExactly(6, 9, 12);
        counts.values().forEach(count -> likely(count, 1 / 3.0));
        assertThat(new Domain.Whole(6, 13).step(3).values()).containsExactly(6, 9, 12);
        assertThat(counts(new Domain.Real(0, 0.5).step(0.1)).keySet())
                .hasSize(6)
                .last()
                .satisfies(last -> assertThat(last).isEqualTo(0.5, within(1e-12)));
    }

    @Test
    void with_log_a_step_is_a_factor() {
        var doubling = new Domain.Whole(2, 32).step(2).sampling(Sampling.LOG);
        assertThat(doubling.values()).containsExactly(2, 4, 8, 16, 32);
        counts(doubling).values().forEach(count -> likely(count, 0.2));
        var tens = new Domain.Real(1e-4, 1e-1).step(10).sampling(Sampling.LOG);
        assertThat(tens.values()).hasSize(4);
        assertThat(tens.values().getLast()).isEqualTo(0.1, within(1e-12));
        assertThat(new Domain.Whole(1, 1000).step(10).sampling(Sampling.LOG).values())
                .containsExactly(1, 10, 100, 1000);
    }

    @Test
    void log_sampling_draws_each_order_of_magnitude_alike() {
        var drawn = drawn(new Domain.Real(1e-4, 1e-1).sampling(Sampling.LOG));
        assertThat(drawn).allMatch(each -> each >= 1e-4 && each <= 1e-1);
        for (double from : new double[] {1e-4, 1e-3, 1e-2}) {
            likely(
                    drawn.stream()
                            .filter(each -> each >= from && each < 10 * from)
                            .count(),
                    1 / 3.0);
        }
        var whole = counts(new Domain.Whole(1, 7).sampling(Sampling.LOG));
        assertThat(whole.keySet()).containsExactly(1, 2, 3, 4, 5, 6, 7);
        // From 1 to 8 each number has its share of the logarithm.
        whole.forEach((value, count) -> likely(count, Math.log((value + 1.0) / value) / Math.log(8)));
    }

    @Test
    void reverse_log_sampling_is_fine_near_the_most() {
        var drawn = drawn(new Domain.Real(0.001, 1).sampling(Sampling.REVERSE_LOG));
        assertThat(drawn).allMatch(each -> each >= 0.001 && each <= 1);
        // 1.001 - x is distributed as with log.
        for (double from : new double[] {1e-3, 1e-2, 1e-1}) {
            likely(
                    drawn.stream()
                            .filter(each -> 1.001 - each >= from && 1.001 - each < 10 * from)
                            .count(),
                    1 / 3.0);
        }
    }

    @Test
    void numbers_are_drawn_alike_between_their_ends() {
        var drawn = drawn(new Domain.Real(-2, 6));
        assertThat(drawn).allMatch(each -> each >= -2 && each < 6);
        for (int from = -2; from < 6; from++) {
            int least = from;
            likely(
                    drawn.stream()
                            .filter(each -> each >= least && each < least + 1)
                            .count(),
                    1 / 8.0);
        }
    }

    @Test
    void choices_and_truths_are_drawn_alike() {
        counts(new Domain.Choice<>("relu", "tanh", "elu")).values().forEach(count -> likely(count, 1 / 3.0));
        counts(new Domain.Truth()).values().forEach(count -> likely(count, 0.5));
        assertThat(counts(new Domain.Fixed<>(3))).containsOnlyKeys(3);
    }

    @Test
    void the_part_of_a_value_gives_the_value_back() {
        back(new Domain.Whole(6, 12));
        back(new Domain.Whole(6, 13).step(3));
        back(new Domain.Whole(1, 40).sampling(Sampling.LOG));
        back(new Domain.Whole(2, 32).step(2).sampling(Sampling.LOG));
        back(new Domain.Whole(2, 32).step(2).sampling(Sampling.REVERSE_LOG));
        back(new Domain.Real(0, 0.5).step(0.1));
        back(new Domain.Choice<>(3, 1, 2));
        back(new Domain.Truth());
        back(new Domain.Fixed<>("a"));
        var real = new Domain.Real(1e-4, 1e-2).sampling(Sampling.LOG);
        assertThat(real.part(1e-3)).isEqualTo(0.5, within(1e-12));
        var reverse = new Domain.Real(0.001, 1).sampling(Sampling.REVERSE_LOG);
        assertThat(reverse.at(reverse.part(0.3))).isEqualTo(0.3, within(1e-12));
    }

    private static <T> void back(Domain<T> domain) {
        assertThat(domain.values())
                .isNotEmpty()
                .allMatch(value -> domain.at(domain.part(value)).equals(value));
        assertThat(domain.values())
                .allMatch(value -> domain.read(Domain.plain(value)).equals(value));
    }

    @Test
    void the_initial_value_is_the_first_unless_another_is_set() {
        assertThat(new Domain.Whole(2, 9).initial()).isEqualTo(2);
        assertThat(new Domain.Whole(2, 9).initial(5).initial()).isEqualTo(5);
        assertThat(new Domain.Real(0.5, 2).initial()).isEqualTo(0.5);
        assertThat(new Domain.Choice<>("b", "a").initial()).isEqualTo("b");
        assertThat(new Domain.Choice<>("b", "a").initial("a").initial()).isEqualTo("a");
        assertThat(new Domain.Truth().initial()).isFalse();
        assertThat(new Domain.Fixed<>(7).initial()).isEqualTo(7);
    }

    @Test
    void what_gives_no_values_is_refused() {
        assertThatThrownBy(() -> new Domain.Whole(9, 2)).hasMessageContaining("from 9.0 to 2.0 there is nothing");
        assertThatThrownBy(() -> new Domain.Whole(0, 9).sampling(Sampling.LOG)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Domain.Whole(1, 9).step(0)).hasMessageContaining("needs a distance above 0");
        assertThatThrownBy(() -> new Domain.Real(0, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Domain.Real(1, 2).sampling(Sampling.LOG).step(0.5))
                .hasMessageContaining("factor above 1");
        assertThatThrownBy(() -> new Domain.Choice<>(1, 1)).hasMessageContaining("different values");
        assertThatThrownBy(() -> new Domain.Choice<>("a").initial("b")).hasMessageContaining("is none of");
        assertThatThrownBy(() -> new Domain.Whole(1, 3).read("2")).hasMessageContaining("2 is none of 1..3");
    }
}
