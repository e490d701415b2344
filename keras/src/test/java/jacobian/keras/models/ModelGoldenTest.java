package jacobian.keras.models;

import jacobian.keras.golden.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Eighteen networks that real Keras has trained for five steps: results, loss, gradients, weights.
class ModelGoldenTest {
    static Stream<String> names() {
        return Stream.of(
                "AdaptedRmsprop",
                "BinaryBatchNormAdamW",
                "ConvBatchNormAmsgrad",
                "ConvMaxPoolAdam",
                "DropoutInference",
                "EmbeddingText",
                "ImageAndText",
                "LogitsMomentum",
                "MaskedText",
                "RegressionNesterov",
                "ReshapeConvClipvalue",
                "ResidualImage",
                "ResidualMae",
                "ScheduledAdam",
                "SiameseShared",
                "SoftmaxSgd",
                "TokenLabels",
                "TwoOutputs");
    }

    @ParameterizedTest
    @MethodSource("names")
    void results_are_those_of_keras(String name) {
        ModelCase.checkResults(Golden.file("models/" + name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void loss_and_gradients_are_those_of_keras(String name) {
        ModelCase.checkGradients(Golden.file("models/" + name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void five_steps_end_with_the_weights_of_keras(String name) {
        ModelCase.checkSteps(Golden.file("models/" + name));
    }
}
