package jacobian.keras.saving;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Writes what `tools/files/arrays.py --judge FOLDER` reads, under `-Djacobian.files.write=FOLDER`.
@EnabledIfSystemProperty(named = "jacobian.files.write", matches = ".+")
class WrittenArraysTest {
    @Test
    void arrays_are_written_for_python_to_read() throws IOException {
        var folder = Files.createDirectories(Path.of(System.getProperty("jacobian.files.write")));
        var all = SampleArrays.all();

        all.forEach((name, array) -> Npy.write(folder.resolve(name + ".npy"), array));
        Npz.write(folder.resolve("stored.npz"), all);
        Npz.writeCompressed(folder.resolve("deflated.npz"), all);
        Safetensors.write(folder.resolve("all.safetensors"), all, Map.of("format", "np"));
        Safetensors.write(
                folder.resolve("named.safetensors"),
                Map.of("läßt \"quoted\"\n", Tensor.arange(6).reshape(2, 3).cast(DType.FLOAT32)),
                Map.of("format", "np", "author", "me"));

        assertThat(folder.resolve("named.safetensors")).isNotEmptyFile();
    }
}
