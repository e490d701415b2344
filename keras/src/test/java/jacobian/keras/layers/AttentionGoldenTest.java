package jacobian.keras.layers;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Products in Einstein's notation, embeddings that lead back, and attention against real Keras.
class AttentionGoldenTest {
    static Stream<Arguments> cases() {
        return Stream.of("layers_attention", "layers_attention_more").flatMap(LayerCase::all);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void layer_does_what_it_does_in_keras(int index, String name, LayerCase layer) {
        layer.check();
    }
}
