package jacobian.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.TensorType;
import org.junit.jupiter.api.Test;

class ThreefryTest {
    /// The known-answer vectors for threefry2x32 with 20 rounds in the Random123 distribution.
    @Test
    void blocks_equal_the_known_answers_of_random123() {
        assertThat(Threefry.block(0, 0)).containsExactly(0x6b200159, 0x99ba4efe);
        assertThat(Threefry.block(-1, -1)).containsExactly(0x1cb996fc, 0xbb002be7);
        assertThat(Threefry.block(0x0370734413198a2eL, 0x85a308d3243f6a88L)).containsExactly(0xc4923a9c, 0x483df7a0);
    }

    @Test
    void an_element_is_the_word_of_a_block_that_its_index_names() {
        var bits = Threefry.bits(7, 100, TensorType.of(DType.INT32, 70));
        assertThat(bits.integer(0)).isEqualTo(Threefry.block(7, 100)[0]);
        assertThat(bits.integer(15)).isEqualTo(Threefry.block(7, 115)[0]);
        assertThat(bits.integer(16)).isEqualTo(Threefry.block(7, 100)[1]);
        assertThat(bits.integer(31)).isEqualTo(Threefry.block(7, 115)[1]);
        assertThat(bits.integer(32)).isEqualTo(Threefry.block(7, 116)[0]);
        assertThat(bits.integer(69)).isEqualTo(Threefry.block(7, 137)[0]);
    }
}
