package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The same seed gives the same bits, whatever the number of threads and whatever the JIT has done so far.
class DeterminismTest {
    private static List<String> run(String size, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(options));
        command.addAll(List.of(FinalWeights.class.getName(), size));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    @Test
    void any_number_of_threads_and_any_state_of_the_jit_gives_the_same_bits() throws Exception {
        var expected = run("all", "-Djacobian.threads=1");
        assertThat(expected).hasSize(6);
        assertThat(run("all", "-Djacobian.threads=2")).isEqualTo(expected);
        assertThat(run("all", "-Djacobian.threads=3")).isEqualTo(expected);
        assertThat(run("all", "-Djacobian.threads=2", "-XX:TieredStopAtLevel=1"))
                .isEqualTo(expected);
    }

    @Test
    void the_interpreter_gives_the_same_bits_as_the_jit() throws Exception {
        assertThat(run("tiny", "-Xint")).isEqualTo(run("tiny", "-Djacobian.threads=2"));
    }
}
