package jacobian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The parts of what is printed.
class ReportTest {
    @Test
    void a_confusion_matrix_has_a_row_for_what_it_is() {
        var matrix = ConfusionMatrix.of(List.of("cat", "dog"), new int[] {0, 0, 1, 1, 1}, new int[] {0, 1, 1, 1, 0});
        assertThat(matrix.lines())
                .containsExactly(
                        "confusion matrix (rows: what it is, columns: what was predicted)",
                        "     cat dog",
                        " cat   1   1",
                        " dog   1   2");
    }

    @Test
    void many_classes_are_told_by_the_pairs_most_often_confused() {
        var names = IntStream.range(0, 30).mapToObj(i -> "c" + i).toList();
        var matrix = ConfusionMatrix.of(names, new int[] {1, 1, 2, 4}, new int[] {2, 2, 1, 4});
        assertThat(matrix.lines())
                .containsExactly("most often confused", "  2 of c1 taken for c2", "  1 of c2 taken for c1");
    }

    @Test
    void json_quotes_what_it_must_and_has_null_for_no_number() {
        var map = new LinkedHashMap<String, Object>();
        map.put("a\"b", List.of(1, 2.5, Double.NaN, true));
        map.put("c", "x\n\u0001");
        assertThat(Json.of(map)).isEqualTo("{\"a\\\"b\": [1, 2.5, null, true], \"c\": \"x\\n\\u0001\"}");
    }

    @Test
    void colour_is_shown_only_where_it_is_wanted() {
        var err = new ByteArrayOutputStream();
        var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        new Console(stream, stream, true, true, Console.Level.NORMAL, false).error("no\n  needs  x");
        new Console(stream, stream, true, false, Console.Level.NORMAL, false).error("no\n  needs  x");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("\u001b[31mjac:\u001b[0m no; needs x\njac: no; needs x\n");
    }

    @Test
    void the_clock_of_the_process_runs_since_its_start() {
        double first = ProcessClock.seconds();
        assertThat(first).isBetween(0.0, 3600.0);
        assertThat(ProcessClock.seconds()).isGreaterThanOrEqualTo(first);
    }
}
