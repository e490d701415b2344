package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.keras.golden.Golden;
import jacobian.keras.golden.RecurrentThings;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.GRU;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.Masks;
import jacobian.keras.layers.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Masks that run through a functional graph to the loss, against real Keras.
class MaskedModelTest {
    private static Model model(JsonNode config) {
        Map<String, TensorLike> tensors = new LinkedHashMap<>();
        for (var node : config.get("nodes")) {
            Layer layer = RecurrentThings.node(node);
            var inputs = node.path("inputs")
                    .valueStream()
                    .map(each -> tensors.get(each.asString()))
                    .toList();
            tensors.put(
                    node.get("name").asString(),
                    layer instanceof Input input
                            ? input
                            : layer.applyAll(inputs).get(0));
        }
        return new Model(List.of(tensors.get("x")), List.of(tensors.get("y")));
    }

    @Test
    void training_ends_with_the_weights_of_keras() {
        var file = Golden.file("masks").get("models").get(0);
        var model = model(file.get("config"));
        GoldenModels.setWeights(model, file.get("initial_weights"));
        var first = GoldenModels.tensors(
                model.inputNames(), file.get("batches").get(0).get("inputs"));
        Golden.check(
                model.applyAll(Mode.INFERENCE, first).get(0),
                file.get("forward_inference").get("y"),
                "inference");
        GoldenModels.compile(model, file.get("compile"));
        int step = 0;
        for (var batch : file.get("batches")) {
            var logs = model.trainOnBatch(GoldenModels.batch(model, batch));
            double expected =
                    Golden.number(file.get("steps").get(step++).get("logs").get("loss"));
            Golden.check(new double[] {logs.get("loss")}, new double[] {expected}, "loss of step " + step);
        }
        int i = 0;
        for (var expected : file.get("weights_after")) {
            Golden.check(
                    model.weights().get(i++), expected, expected.get("path").asString());
        }
    }

    @Test
    void a_mask_of_the_functional_graph_is_that_of_each_batch() {
        var x = new Input(3).dtype(DType.INT32);
        var gru = new GRU(2).returnSequences(true);
        var model = new Model(x, gru.apply(new Embedding(5, 2).maskZero(true).apply(x)));
        var result = model.apply(Tensor.of(new int[][] {{1, 0, 2}, {0, 0, 4}}));
        assertThat(Masks.of(result).orElseThrow().cast(DType.INT32).ints()).containsExactly(1, 0, 1, 0, 0, 1);
    }
}
