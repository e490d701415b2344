package jacobian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.cli.Differences.Difference;
import jacobian.engine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static SequencedMap<String, Tensor> arrays(String name, double... values) {
        var arrays = new LinkedHashMap<String, Tensor>();
        arrays.put(name, Tensor.of(values));
        return arrays;
    }

    private static List<String> texts(Differences differences) {
        return differences.found().stream()
                .map(each -> each.part() + " " + each.place() + ": " + each.text())
                .toList();
    }

    @Test
    void settings_are_compared_by_their_places() {
        var differences = new Differences(0);
        differences.config(
                "",
                Map.of("layers", List.of(Map.of("units", 64L, "name", "a")), "trainable", true),
                Map.of("layers", List.of(Map.of("units", 32.0, "name", "a")), "loss", "mse"));
        assertThat(texts(differences))
                .containsExactly(
                        "config layers[0].units: 64 | 32.0",
                        "config loss: nothing | \"mse\"",
                        "config trainable: true | nothing");
    }

    @Test
    void a_whole_number_is_the_same_as_a_fraction_of_its_size() {
        var differences = new Differences(0);
        differences.config("x", 2L, 2.0);
        assertThat(differences.found()).isEmpty();
    }

    @Test
    void numbers_are_counted_beyond_the_tolerance() {
        var differences = new Differences(0.1);
        differences.arrays("weight", arrays("w", 1, 2, -4), arrays("w", 1.05, 2.5, -5));
        assertThat(texts(differences)).containsExactly("weight w: 2 of 3 differ, by 1.00 at the most");
        assertThat(differences.found().getFirst().largest()).isEqualTo(1);
        assertThat(differences.numbers()).isEqualTo(3);
    }

    @Test
    void no_number_differs_from_a_number_and_not_from_itself() {
        var differences = new Differences(1e9);
        differences.arrays("weight", arrays("w", Double.NaN, Double.NaN), arrays("w", Double.NaN, 1));
        assertThat(texts(differences)).containsExactly("weight w: 1 of 2 differ, by Infinity at the most");
    }

    @Test
    void shapes_types_and_what_is_in_one_alone_are_named() {
        var differences = new Differences(0);
        differences.arrays("weight", arrays("w", 1, 2), arrays("w", 1));
        differences.arrays("weight", arrays("a", 1), arrays("b", 1));
        var types = new LinkedHashMap<String, Tensor>();
        types.put("t", Tensor.of(1));
        differences.arrays("weight", types, arrays("t", 1));
        assertThat(differences.found())
                .extracting(Difference::text)
                .containsExactly(
                        "float32(2,) | float32(1,)",
                        "float32(1,) | nothing",
                        "nothing | float32(1,)",
                        "int32(1,) | float32(1,)");
    }
}
