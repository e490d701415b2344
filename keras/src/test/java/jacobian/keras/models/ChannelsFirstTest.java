package jacobian.keras.models;

import static jacobian.keras.activations.Activations.RELU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.DataFormat;
import jacobian.keras.config.Seeds;
import jacobian.keras.layers.Add;
import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.GlobalAveragePooling2D;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.MaxPooling2D;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.ops.Padding;
import jacobian.keras.optimizers.SGD;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A network whose channels come first is its twin with channels last, but for a transpose at its border.
class ChannelsFirstTest {
    private static final int SIZE = 12;

    private static Conv2D convolution(DataFormat format, int filters) {
        return new Conv2D(filters, 3).padding(Padding.SAME).useBias(false).dataFormat(format);
    }

    /// Two residual blocks with normalization, as in a ResNet.
    private static Model network(DataFormat format) {
        Seeds.setRandomSeed(4);
        int axis = format == DataFormat.CHANNELS_FIRST ? 1 : -1;
        var image = format == DataFormat.CHANNELS_FIRST ? new Input(3, SIZE, SIZE) : new Input(SIZE, SIZE, 3);
        var x = convolution(format, 8).activation(RELU).apply(image);
        for (int block = 0; block < 2; block++) {
            var y = new BatchNormalization()
                    .axis(axis)
                    .apply(convolution(format, 8).apply(x));
            y = convolution(format, 8).apply(y.relu());
            y = new BatchNormalization().axis(axis).apply(y);
            x = new Add().apply(x, y).relu();
        }
        x = new MaxPooling2D(2).dataFormat(format).apply(x);
        var pooled = new GlobalAveragePooling2D().dataFormat(format).apply(x);
        return new Model(image, new Dense(4).apply(pooled));
    }

    private static float[] images() {
        var random = new Random(3);
        var values = new float[8 * SIZE * SIZE * 3];
        IntStream.range(0, values.length).forEach(i -> values[i] = (float) random.nextGaussian());
        return values;
    }

    private static Model trained(DataFormat format) {
        var model = network(format);
        model.compile(new SGD(0.1), new SparseCategoricalCrossentropy().fromLogits(true));
        var x = Tensor.of(images()).reshape(8, SIZE, SIZE, 3);
        var given = format == DataFormat.CHANNELS_FIRST ? x.transpose(0, 3, 1, 2) : x;
        var labels = Tensor.of(0, 1, 2, 3, 3, 2, 1, 0);
        for (int step = 0; step < 3; step++) {
            model.trainOnBatch(given, labels);
        }
        return model;
    }

    private static long transposes(Model model) {
        return model.explain()
                .lines()
                .filter(line -> line.contains("TRANSPOSE"))
                .count();
    }

    @Test
    void training_gives_the_same_weights() {
        var first = trained(DataFormat.CHANNELS_FIRST).getWeights();
        var last = trained(DataFormat.CHANNELS_LAST).getWeights();
        for (int i = 0; i < last.size(); i++) {
            var expected = last.get(i).floats();
            var actual = first.get(i).floats();
            for (int at = 0; at < expected.length; at++) {
                assertThat(actual[at]).isCloseTo(expected[at], within(1e-4f));
            }
        }
    }

    @Test
    void transposes_are_left_at_the_border_alone() {
        assertThat(transposes(trained(DataFormat.CHANNELS_LAST))).isZero();
        assertThat(transposes(trained(DataFormat.CHANNELS_FIRST))).isEqualTo(1);
    }
}
