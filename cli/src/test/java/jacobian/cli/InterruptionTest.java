package jacobian.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ctrl-C during training, in a process of its own.
class InterruptionTest {
    @TempDir
    private Path folder;

    /// A shell that runs a job in the background hands an ignored Ctrl-C on to all below it.
    private static boolean hearsInterrupts() throws IOException {
        var status = Path.of("/proc/self/status");
        return !Files.exists(status)
                || Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .noneMatch(line -> (Long.parseUnsignedLong(line.split("\\s+")[1], 16) & 2) != 0);
    }

    @Test
    void training_ends_after_the_batch_writes_the_model_and_reports() throws IOException, InterruptedException {
        assumeTrue(hearsInterrupts(), "this process ignores Ctrl-C, and so would its child");
        var out = folder.resolve("out");
        var model = folder.resolve("digits.keras");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "jacobian.cli.Main",
                        "train",
                        "digits",
                        "--epochs",
                        "100000",
                        "--out",
                        model.toString())
                .redirectOutput(out.toFile())
                .start();
        try (var err = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(lineOf(err, "Epoch 2/100000")).isTrue();
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(lineOf(err, "interrupted: these are the figures of the weights after the last whole step"))
                    .isTrue();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(130);
        var lines = Files.readAllLines(out);
        assertThat(lines.getLast()).isEqualTo("wrote " + model);
        assertThat(lines.get(lines.size() - 2)).startsWith("test accuracy 0.");
        assertThat(Run.jac("evaluate", model.toString(), "digits").lines())
                .contains(lines.get(lines.size() - 2).substring("test ".length()));
    }

    private static boolean lineOf(BufferedReader reader, String line) throws IOException {
        for (var next = reader.readLine(); next != null; next = reader.readLine()) {
            if (next.equals(line)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void asking_is_remembered_and_closing_takes_the_hook_away() {
        try (var interruption = Interruption.watch()) {
            assertThat(interruption.isAsked()).isFalse();
            interruption.ask();
            assertThat(interruption.isAsked()).isTrue();
        }
    }
}
