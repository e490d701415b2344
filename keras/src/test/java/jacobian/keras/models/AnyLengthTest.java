package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.execution.Programs;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.GlobalAveragePooling1D;
import jacobian.keras.layers.Input;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AnyLengthTest {
    @Test
    void texts_of_two_hundred_lengths_need_a_handful_of_programs() {
        var embedding = new Embedding(50, 6);
        var dense = new Dense(2);
        var model = new Sequential(new Input(Shape.ANY), embedding, new GlobalAveragePooling1D(), dense);
        var random = new Random(1);
        long before = Programs.standard().compilations();
        var lengths = new int[200];
        var results = new float[200][];
        var texts = new int[200][];
        for (int i = 0; i < 200; i++) {
            lengths[i] = 1 + i;
            texts[i] = random.ints(lengths[i], 0, 50).toArray();
            results[i] = model.predict(Tensor.of(new int[][] {texts[i]})).floats();
        }
        assertThat(Programs.standard().compilations() - before).isLessThanOrEqualTo(8);
        var table = embedding.weights().get(0).tensor().floats2d();
        var kernel = dense.weights().get(0).tensor().floats2d();
        for (int i = 0; i < 200; i++) {
            var mean = new double[6];
            for (int word : texts[i]) {
                for (int j = 0; j < 6; j++) {
                    mean[j] += (double) table[word][j] / lengths[i];
                }
            }
            for (int unit = 0; unit < 2; unit++) {
                double expected = 0;
                for (int j = 0; j < 6; j++) {
                    expected += mean[j] * kernel[j][unit];
                }
                assertThat(results[i][unit]).isCloseTo((float) expected, Offset.offset(1e-6f));
            }
        }
    }
}
