package jacobian.engine.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DimTest {
    @Test
    void known_sizes_are_equal_by_number_and_unknown_ones_by_symbol() {
        assertThat(Dim.symbolic(3)).isEqualTo(Dim.fixed(3)).hasSameHashCodeAs(Dim.fixed(3));
        assertThat(Dim.unknown()).isNotEqualTo(Dim.unknown());
    }

    @Test
    void what_follows_from_fixed_sizes_is_fixed() {
        var sum = Dim.derived(new SizeRule.Sum(), List.of(Dim.fixed(2), Dim.fixed(3)));
        assertThat(sum.isFixed()).isTrue();
        assertThat(sum.size()).isEqualTo(5);
    }

    @Test
    void what_follows_from_a_symbol_is_a_symbol_of_its_own_that_remembers_how() {
        var batch = Dim.symbolic(6);
        var half = Dim.derived(new SizeRule.Product(2), List.of(batch));
        assertThat(half.isFixed()).isFalse();
        assertThat(half.size()).isEqualTo(3);
        assertThat(half.symbol()).isNotEqualTo(batch.symbol());
        assertThat(half.derivation()).isNotNull();
        assertThat(Dim.derived(new SizeRule.Plus(1), List.of(Dim.unknown())).isKnown())
                .isFalse();
    }

    @Test
    void long_chains_of_derivations_are_cut() {
        var dim = Dim.symbolic(1);
        int deepest = 0;
        for (int i = 0; i < 1_000; i++) {
            dim = Dim.derived(new SizeRule.Plus(1), List.of(dim));
            deepest = Math.max(
                    deepest, dim.derivation() == null ? 0 : dim.derivation().depth());
        }
        assertThat(dim.size()).isEqualTo(1_001);
        assertThat(deepest).isEqualTo(64);
    }

    @Test
    void negative_sizes_and_sizes_beyond_int_are_refused() {
        assertThatThrownBy(() -> Dim.fixed(-2))
                .hasMessage("a dimension has size -2: sizes are 0 or more (Shape.ANY where unknown)");
        var large = Dim.fixed(1 << 20);
        assertThatThrownBy(() -> Dim.derived(new SizeRule.Product(1), List.of(large, large)))
                .isInstanceOf(ArithmeticException.class);
    }
}
