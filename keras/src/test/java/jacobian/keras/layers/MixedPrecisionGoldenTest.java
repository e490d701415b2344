package jacobian.keras.layers;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Layers that compute in 16 bits against real Keras: results and their type, gradients, moved statistics.
class MixedPrecisionGoldenTest {
    static Stream<Arguments> cases() {
        return LayerCase.all("mixed_precision");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void layer_does_what_it_does_in_keras(int index, String name, LayerCase one) {
        one.check();
    }
}
