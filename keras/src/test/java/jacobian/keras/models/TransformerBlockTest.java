package jacobian.keras.models;

import static jacobian.keras.activations.Activations.GELU;
import static jacobian.keras.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.golden.Golden;
import jacobian.keras.layers.Add;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.GlobalAveragePooling1D;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.LayerNormalization;
import jacobian.keras.layers.MultiHeadAttention;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.optimizers.SGD;
import org.junit.jupiter.api.Test;

/// A Transformer block learns as it does in Keras.
class TransformerBlockTest {
    private static Model block() {
        var x = new Input(5, 8).name("x");
        var attention = new MultiHeadAttention(2, 4).name("attention");
        var first = new LayerNormalization()
                .name("first")
                .apply(new Add().name("sum").apply(x, attention.apply(x, x, call -> call.useCausalMask(true))));
        var wide = new Dense(16).activation(GELU).name("wide").apply(first);
        var hidden = new Dense(8).name("narrow").apply(wide);
        var second = new LayerNormalization()
                .epsilon(1e-6)
                .name("second")
                .apply(new Add().name("total").apply(first, hidden));
        var mean = new GlobalAveragePooling1D().name("mean").apply(second);
        return new Model(x, new Dense(3).activation(SOFTMAX).name("classes").apply(mean));
    }

    @Test
    void five_steps_end_with_the_weights_of_keras() {
        var file = Golden.file("layers_attention").get("block");
        var model = block();
        GoldenModels.setWeights(model, file.get("initial_weights"));
        model.compile(new SGD(0.1).momentum(0.9), new SparseCategoricalCrossentropy());
        int step = 0;
        for (var batch : file.get("batches")) {
            var logs = model.trainOnBatch(Golden.tensor(batch.get("x")), Golden.tensor(batch.get("y")));
            double expected = Golden.number(file.get("losses").get(step++));
            Golden.check(new double[] {logs.get("loss")}, new double[] {expected}, "loss of step " + step);
        }
        assertThat(step).isEqualTo(5);
        int i = 0;
        for (var expected : file.get("weights_after")) {
            var name = expected.get("path").asString();
            var weight = model.weights().get(i++);
            assertThat(name).endsWith(weight.name());
            Golden.check(weight, expected, name);
        }
        assertThat(model.weights()).hasSize(i);
        Tensor probe = Golden.tensor(file.get("probe"));
        Golden.check(model.predictOnBatch(probe), file.get("probe_after"), "result after");
    }
}
