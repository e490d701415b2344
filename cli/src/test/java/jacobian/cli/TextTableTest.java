package jacobian.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void numbers_stand_to_the_right_and_texts_to_the_left() {
        var table = new TextTable("row", "label", "probability", "then");
        table.add(List.of("1", "setosa", "0.998", "virginica 0.002"));
        table.add(List.of("10", "versicolor", "1.000", ""));
        assertThat(table.lines())
                .containsExactly(
                        "row  label       probability  then",
                        "  1  setosa            0.998  virginica 0.002",
                        " 10  versicolor        1.000");
    }

    @Test
    void no_line_is_longer_than_80_columns() {
        var table = new TextTable("input", "says");
        table.add(List.of("x".repeat(50), "y ".repeat(60)));
        assertThat(table.lines()).allMatch(line -> line.length() <= 80);
        assertThat(table.lines().get(1)).startsWith("x".repeat(31) + "~  y y").endsWith("~");
    }

    @Test
    void a_row_has_a_cell_for_each_column() {
        assertThatThrownBy(() -> new TextTable("a", "b").add(List.of("1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("[1] in a table of [a, b]");
    }
}
