package jacobian.keras.layers;

import jacobian.keras.golden.Golden;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Layers that change shapes and layers with windows against real Keras, as in LayerGoldenTest.
class MoreLayersGoldenTest {
    private static final Map<String, JsonNode> FILES = Stream.of(
                    "layers_merging", "layers_reshaping", "layers_pooling", "layers_transposed", "layers_by_channel")
            .collect(Collectors.toMap(name -> name, name -> Golden.file(name).get("cases")));

    static Stream<Arguments> cases() {
        return FILES.keySet().stream().sorted().flatMap(name -> {
            var cases = FILES.get(name);
            return IntStream.range(0, cases.size())
                    .mapToObj(i -> Arguments.of(
                            name,
                            i,
                            cases.get(i).get("layer").asString() + cases.get(i).get("args")));
        });
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void layer_does_what_it_does_in_keras(String file, int index, String name) {
        LayerGoldenTest.check(FILES.get(file).get(index));
    }
}
