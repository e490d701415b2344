package jacobian.keras.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final Limits SMALL =
            Limits.standard().withTotalBytes(5000).withSmallBytes(1000).withRatio(10);

    @Test
    void small_files_may_be_packed_as_tightly_as_they_like() {
        assertThat(SMALL.unpackedBytes(1)).isEqualTo(1000);
    }

    @Test
    void larger_ones_grow_by_the_ratio_up_to_the_total() {
        assertThat(SMALL.unpackedBytes(200)).isEqualTo(2000);
        assertThat(SMALL.unpackedBytes(600)).isEqualTo(5000);
        assertThat(SMALL.unpackedBytes(Long.MAX_VALUE)).isEqualTo(5000);
    }

    @Test
    void a_negative_limit_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.withDepth(-1))
                .withMessageContaining("depth -1");
    }

    @Test
    void a_refusal_names_the_limit_and_how_to_raise_it() {
        assertThat(RefusedFileException.beyond("the group /a holds 12 objects", "entries", 10)
                        .in("a.h5"))
                .hasMessage("a.h5: the group /a holds 12 objects, but the limit entries allows 10:"
                        + " if you trust the file, read it with limits(Limits.standard().withEntries(...))");
    }
}
