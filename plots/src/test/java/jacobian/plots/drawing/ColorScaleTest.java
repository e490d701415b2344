package jacobian.plots.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColorScaleTest {
    @ParameterizedTest
    @EnumSource(ColorScale.class)
    void grey_paper_keeps_the_order(ColorScale scale) {
        double[] greys = IntStream.rangeClosed(0, 100)
                .mapToDouble(i -> ColorScale.lightness(scale.at(i / 100.0)))
                .toArray();
        boolean rises = greys[100] > greys[0];
        for (int i = 1; i <= 100; i++) {
            assertThat(rises ? greys[i] - greys[i - 1] : greys[i - 1] - greys[i])
                    .isGreaterThan(-0.002);
        }
        assertThat(Math.abs(greys[100] - greys[0])).isGreaterThan(0.6);
    }

    @Test
    void neighbouring_series_differ_in_grey() {
        for (int i = 0; i < 6; i++) {
            assertThat(Math.abs(ColorScale.lightness(Theme.color(i)) - ColorScale.lightness(Theme.color(i + 1))))
                    .as("series " + i + " and the next")
                    .isGreaterThan(0.1);
        }
    }

    @Test
    void letters_are_read_on_every_color() {
        for (int i = 0; i <= 20; i++) {
            Color color = ColorScale.BLUES.at(i / 20.0);
            double difference = Math.abs(ColorScale.lightness(color) - ColorScale.lightness(ColorScale.inkOn(color)));
            assertThat(difference).isGreaterThan(0.38);
        }
    }

    @Test
    void ticks_of_a_bar_are_round_numbers_inside_it() {
        assertThat(ColorBar.between(ColorScale.VIRIDIS, "", -0.37, 0.41).ticks())
                .extracting(ColorBar.Tick::text)
                .containsExactly("-0.2", "0", "0.2", "0.4");
        assertThat(ColorBar.between(ColorScale.VIRIDIS, "", 2, 2).ticks()).hasSize(1);
        assertThat(ColorBar.powers(ColorScale.VIRIDIS, "", -3.5, 2).ticks())
                .extracting(ColorBar.Tick::text)
                .containsExactly("0.001", "0.01", "0.1", "1", "10", "100");
    }
}
