package jacobian.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.bench.peers.Resident.Launch;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostsTest {
    @TempDir
    private Path folder;

    @Test
    void the_loss_is_asked_for_in_float32_and_of_all_but_jax_in_float64() {
        var costs = new Costs(new Scratch(folder, folder, Map.of(), _ -> {}), 2, Effort.quick());
        var launches = new LinkedHashMap<String, Supplier<Launch>>();
        launches.put(Result.OURS, () -> FakeWorker.launch(folder, Result.OURS, 1));
        launches.put("keras-jax", () -> FakeWorker.launch(folder, "keras-jax", 2));
        launches.put("keras-tensorflow", () -> FakeWorker.launch(folder, "keras-tensorflow", 4));
        launches.put("torch-eager", () -> FakeWorker.launch(folder, "torch-eager", 1, "refuses"));
        assertThat(costs.loss("mlp", launches))
                .extracting(result ->
                        result.section() + " " + result.framework() + " " + result.figure("loss") + result.note())
                .containsExactly(
                        "loss jacobian 1.0",
                        "loss in float64 jacobian 2.0",
                        "loss keras-jax 0.5",
                        "loss keras-tensorflow 0.25",
                        "loss in float64 keras-tensorflow 0.5",
                        "loss torch-eager 0.0no layer for it");
        assertThat(folder.resolve("loss64/mlp")).isDirectory();
    }
}
