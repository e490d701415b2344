package jacobian.engine.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BroadcastingTest {
    private static Shape of(int... sizes) {
        return Shape.of(sizes);
    }

    @Test
    void shapes_meet_at_the_last_axis_and_ones_are_repeated() {
        assertThat(Broadcasting.shape(of(8, 1, 6, 1), of(7, 1, 5))).isEqualTo(of(8, 7, 6, 5));
        assertThat(Broadcasting.shape(of(), of(3))).isEqualTo(of(3));
        assertThat(Broadcasting.shape(of(0, 2), of(1, 2))).isEqualTo(of(0, 2));
        assertThat(Broadcasting.shape(of(1), of(0))).isEqualTo(of(0));
    }

    @Test
    void sizes_that_do_not_match_are_refused_by_name() {
        assertThatThrownBy(() -> Broadcasting.shape(of(3, 4), of(4, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("cannot broadcast (3, 4) with (4, 2): axis -1 is 4 against 2 (sizes must match or be 1)");
        assertThatThrownBy(() -> Broadcasting.axes(of(3, 4), of(2, 3, 5)))
                .hasMessage(
                        "cannot broadcast (3, 4) to (2, 3, 5): axis 2 of the result is 5 (sizes must match or be 1)");
        assertThatThrownBy(() -> Broadcasting.axes(of(2, 3), of(3)))
                .hasMessage("cannot broadcast (2, 3) to (3,): it has more axes");
        assertThatThrownBy(() -> Broadcasting.axes(of(2), of(0)))
                .hasMessage("cannot broadcast (2,) to (0,): axis 0 of the result is 0 (sizes must match or be 1)");
    }

    @Test
    void the_axes_of_a_broadcast_are_those_that_are_repeated() {
        assertThat(Broadcasting.axes(of(1, 3), of(2, 5, 3))).containsExactly(0, 1);
        assertThat(Broadcasting.axes(of(1, 3), of(1, 3))).isEmpty();
        assertThat(Broadcasting.axes(of(), of(1))).containsExactly(0);
    }

    @Test
    void a_symbol_meets_itself_and_fixed_ones_whatever_its_size() {
        for (int size : new int[] {1, 5}) {
            var batch = Dim.symbolic(size);
            var x = Shape.of(List.of(batch, Dim.fixed(3)));
            assertThat(Broadcasting.shape(x, of(1, 3)).dim(0).symbol()).isEqualTo(batch.symbol());
            assertThat(Broadcasting.shape(of(3), x).dim(0).symbol()).isEqualTo(batch.symbol());
            assertThat(Broadcasting.axes(x, x)).isEmpty();
            assertThat(Broadcasting.axes(of(1, 3), x)).containsExactly(0);
        }
    }

    @Test
    void an_unknown_size_meets_any() {
        var unknown = Shape.of(Shape.ANY, 3);
        assertThat(Broadcasting.shape(unknown, of(1, 3)).dim(0).isKnown()).isFalse();
        assertThat(Broadcasting.shape(unknown, of(7, 3))).isEqualTo(of(7, 3));
    }
}
