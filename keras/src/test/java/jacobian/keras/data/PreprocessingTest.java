package jacobian.keras.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.keras.data.TabularPreprocessing.CategoryFeature;
import jacobian.keras.data.TabularPreprocessing.ClassTarget;
import jacobian.keras.data.TabularPreprocessing.NumberFeature;
import jacobian.keras.data.TabularPreprocessing.NumberTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

class PreprocessingTest {
    private static final TabularPreprocessing TABLE = new TabularPreprocessing(
            List.of(
                    new NumberFeature("size", 0.1, 2.5e-3, 3),
                    new CategoryFeature("colour", List.of("blau", "röd"), 0)),
            new ClassTarget("kind", List.of("apple", "plum")));

    static Stream<Preprocessing> all() {
        return Stream.of(
                TABLE,
                new TabularPreprocessing(
                        List.of(new NumberFeature("a", -1, 1, 0)), new NumberTarget("price", 1e5, 333.25)),
                new ImagePreprocessing(8, 9, ColorMode.GRAYSCALE, 16, List.of("0", "1")),
                new ImagePreprocessing(64, 64, ColorMode.RGBA, 255, List.of()),
                new ArrayPreprocessing(List.of("no", "yes")));
    }

    @ParameterizedTest
    @MethodSource("all")
    void comes_back_from_json_as_it_was(Preprocessing preprocessing) {
        var json = new ObjectMapper().writeValueAsString(preprocessing.config());
        assertThat(Preprocessing.of(new ObjectMapper().readValue(json, new TypeReference<Map<String, Object>>() {})))
                .isEqualTo(preprocessing);
    }

    private static Map<String, Object> with(Map<String, Object> config, String key, Object value) {
        var changed = new HashMap<>(config);
        changed.put(key, value);
        return changed;
    }

    private static void refused(Map<String, Object> config, String message) {
        assertThatThrownBy(() -> Preprocessing.of(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void what_cannot_be_is_refused_with_its_place() {
        refused(Map.of(), "preprocessing.kind: it is missing, a text was expected");
        refused(
                Map.of("kind", "sound"),
                "preprocessing.kind: \"sound\" is unknown, \"table\", \"image\" or \"array\" was expected: the file may"
                        + " come from a newer version");
        var table = TABLE.config();
        refused(with(table, "features", 3), "preprocessing.features: a list was expected, not 3");
        refused(with(table, "target", List.of()), "preprocessing.target: an object was expected, not []");
        var number = Map.<String, Object>of("column", "a", "kind", "number", "mean", 0, "deviation", 0, "missing", 0);
        refused(
                with(table, "features", List.of(number)),
                "preprocessing.features[0].deviation: a number above 0 was expected, not 0.0");
        refused(
                with(table, "features", List.of(with(number, "mean", Double.NaN))),
                "preprocessing.features[0].mean: a finite number was expected, not NaN");
        var category = Map.<String, Object>of(
                "column", "a", "kind", "category", "categories", List.of("b", "a"), "missing", 0);
        refused(
                with(table, "features", List.of(category)),
                "preprocessing.features[0].categories: the texts are sorted in a good file, and these are not");
        refused(
                with(table, "features", List.of(with(category, "categories", List.of("a", "a")))),
                "preprocessing.features[0].categories: the texts differ from each other in a good file, and two"
                        + " of these are alike");
        var image = new ImagePreprocessing(8, 8, ColorMode.RGB, 255, List.of()).config();
        refused(
                with(image, "height", 1e9),
                "preprocessing.height: a whole number from 1 to 16384 was expected, not 1.0E9");
        refused(
                with(image, "color_mode", "cmyk"),
                "preprocessing.color_mode: grayscale, rgb or rgba was expected, not \"cmyk\"");
    }
}
