package jacobian.keras.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private static int[] groups(int... sizes) {
        return IntStream.range(0, sizes.length)
                .flatMap(group -> IntStream.generate(() -> group).limit(sizes[group]))
                .toArray();
    }

    private static long count(int[] rows, int[] groups, int group) {
        return Arrays.stream(rows).filter(row -> groups[row] == group).count();
    }

    @Test
    void each_class_gives_its_share_to_the_test_part() {
        var groups = groups(178, 182, 177, 10);
        var split = StratifiedSplit.of(groups, 0.2, 7);
        assertThat(split.test()).hasSize(110);
        assertThat(count(split.test(), groups, 0)).isBetween(35L, 36L);
        assertThat(count(split.test(), groups, 1)).isBetween(36L, 37L);
        assertThat(count(split.test(), groups, 3)).isEqualTo(2);
        var both = IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.test()))
                .sorted();
        assertThat(both.toArray()).isEqualTo(IntStream.range(0, groups.length).toArray());
    }

    @Test
    void the_seed_alone_decides_who_is_tested() {
        var groups = groups(50, 50);
        assertThat(StratifiedSplit.of(groups, 0.3, 1).test())
                .isEqualTo(StratifiedSplit.of(groups, 0.3, 1).test());
        assertThat(StratifiedSplit.of(groups, 0.3, 1).test())
                .isNotEqualTo(StratifiedSplit.of(groups, 0.3, 2).test());
    }

    @Test
    void the_last_row_of_a_class_is_never_taken_from_training() {
        var groups = groups(1, 1, 2, 6);
        var split = StratifiedSplit.of(groups, 0.8, 3);
        for (int group = 0; group < 4; group++) {
            assertThat(count(split.train(), groups, group)).isPositive();
        }
    }

    @Test
    void a_part_that_would_be_empty_is_refused() {
        assertThatThrownBy(() -> StratifiedSplit.of(groups(3), 0.9, 1))
                .hasMessageContaining("a part of 0.9 of 3 examples leaves nothing on one side");
        assertThatThrownBy(() -> StratifiedSplit.of(groups(3), 1.5, 1)).hasMessageContaining("between 0 and 1");
    }

    @Test
    void inputs_and_targets_stay_together() {
        var x = new float[40][1];
        var y = new int[40];
        for (int i = 0; i < 40; i++) {
            x[i][0] = i;
            y[i] = i % 4;
        }
        var split = Examples.of(x, y, List.of("a", "b", "c", "d")).split(0.25, 5);
        assertThat(split.test().classCounts()).containsExactly(3, 3, 2, 2);
        for (var part : List.of(split.train(), split.test())) {
            for (int i = 0; i < part.count(); i++) {
                var input = part.x().elements().getAtIndex(java.lang.foreign.ValueLayout.JAVA_FLOAT, i);
                assertThat((int) input % 4).isEqualTo(part.classes()[i]);
            }
        }
    }

    @Test
    void columns_of_other_lengths_are_refused() {
        assertThatThrownBy(() -> Examples.of(new float[3][1], new int[2], List.of("a")))
                .hasMessageContaining("x has 3 rows, y has 2");
    }
}
