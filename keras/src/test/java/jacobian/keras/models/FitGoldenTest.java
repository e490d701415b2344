package jacobian.keras.models;

import jacobian.keras.golden.Golden;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Whole runs of fit, evaluate and predict against real Keras.
class FitGoldenTest {
    private static final JsonNode CASES = Golden.file("fit").get("cases");
    private static final JsonNode FEATURES = Golden.file("fit_features").get("cases");

    static Stream<Arguments> cases() {
        return named(CASES);
    }

    static Stream<Arguments> features() {
        return named(FEATURES);
    }

    private static Stream<Arguments> named(JsonNode cases) {
        return IntStream.range(0, cases.size())
                .mapToObj(i -> Arguments.of(i, cases.get(i).get("name").asString()));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("cases")
    void a_run_gives_the_numbers_of_keras(int index, String name) {
        FitCase.check(CASES.get(index));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("features")
    void a_run_under_other_options_gives_the_numbers_of_keras(int index, String name) {
        FitCase.check(FEATURES.get(index));
    }
}
