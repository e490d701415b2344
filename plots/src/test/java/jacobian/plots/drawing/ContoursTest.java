package jacobian.plots.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContoursTest {
    private static final double[] PLACES =
            IntStream.range(0, 41).mapToDouble(i -> -2 + i * 0.1).toArray();

    private static double[][] grid(DoubleBinaryOperator height) {
        var grid = new double[PLACES.length][PLACES.length];
        for (int row = 0; row < grid.length; row++) {
            for (int column = 0; column < grid.length; column++) {
                grid[row][column] = height.applyAsDouble(PLACES[column], PLACES[row]);
            }
        }
        return grid;
    }

    private static List<List<double[]>> lines(Path2D path) {
        var lines = new ArrayList<List<double[]>>();
        for (var parts = path.getPathIterator(null); !parts.isDone(); parts.next()) {
            var at = new double[6];
            if (parts.currentSegment(at) == PathIterator.SEG_MOVETO) {
                lines.add(new ArrayList<>());
            }
            lines.getLast().add(at);
        }
        return lines;
    }

    @Test
    void a_hill_has_one_closed_line() {
        var lines = lines(new Contours(PLACES, PLACES, grid((x, y) -> x * x + y * y)).at(1));
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst())
                .hasSizeGreaterThan(50)
                .allSatisfy(at -> assertThat(Math.hypot(at[0], at[1])).isCloseTo(1, within(0.005)));
        assertThat(lines.getFirst().getFirst()[0]).isEqualTo(lines.getFirst().getLast()[0]);
        assertThat(lines.getFirst().getFirst()[1]).isEqualTo(lines.getFirst().getLast()[1]);
    }

    @Test
    void a_slope_has_an_open_line_from_edge_to_edge() {
        var lines = lines(new Contours(PLACES, PLACES, grid((x, y) -> x + 0.001 * y)).at(0.5));
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst())
                .hasSizeBetween(41, 44)
                .allSatisfy(at -> assertThat(at[0]).isCloseTo(0.5, within(0.01)));
    }

    @Test
    void a_saddle_has_two_lines() {
        assertThat(lines(new Contours(PLACES, PLACES, grid((x, y) -> x * y)).at(0.31)))
                .hasSize(2);
    }

    @Test
    void holes_are_left_out() {
        var heights = grid((x, y) -> x);
        heights[20][30] = Double.NaN;
        assertThat(lines(new Contours(PLACES, PLACES, heights).at(0.95))).hasSize(2);
        assertThat(lines(new Contours(PLACES, PLACES, grid((x, y) -> 1)).at(0.5)))
                .isEmpty();
    }

    @Test
    void a_finer_grid_keeps_the_numbers_and_is_smooth_between() {
        var fine = Surface.finer(grid((x, y) -> x * x + y), 4);
        assertThat(fine).hasNumberOfRows(161);
        assertThat(fine[40][80]).isCloseTo(PLACES[20] * PLACES[20] + PLACES[10], within(1e-12));
        double x = PLACES[20] + 0.05;
        assertThat(fine[40][82]).isCloseTo(x * x + PLACES[10], within(1e-9));
        assertThat(Surface.finer(new double[] {0, 1}, 4)).containsExactly(0, 0.25, 0.5, 0.75, 1);
    }
}
