package jacobian.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

    private Process train(Path out, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "jacobian.cli.Main",
                "train"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectOutput(out.toFile()).start();
    }

    /// Presses Ctrl-C in the second epoch.
    private static void interrupt(Process process, String last) throws IOException, InterruptedException {
        try (var err = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(lineOf(err, "Epoch 2/")).isTrue();
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(lineOf(err, last)).isTrue();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(130);
    }

    @Test
    void training_ends_after_the_batch_writes_the_model_and_reports() throws IOException, InterruptedException {
        assumeTrue(hearsInterrupts(), "this process ignores Ctrl-C, and so would its child");
        var out = folder.resolve("out");
        var model = folder.resolve("digits.keras");
        interrupt(
                train(out, "digits", "--epochs", "100000", "--out", model.toString()),
                "interrupted: these are the figures of the weights after the last whole step");
        var lines = Files.readAllLines(out);
        assertThat(lines.getLast()).isEqualTo("wrote " + model);
        assertThat(lines.get(lines.size() - 2)).startsWith("test accuracy 0.");
        assertThat(Run.jac("evaluate", model.toString(), "digits").lines())
                .contains(lines.get(lines.size() - 2).substring("test ".length()));
    }

    @Test
    void a_run_that_was_interrupted_goes_on_to_the_same_weights() throws IOException, InterruptedException {
        assumeTrue(hearsInterrupts(), "this process ignores Ctrl-C, and so would its child");
        var backup = folder.resolve("backup");
        var model = folder.resolve("iris.keras").toString();
        var arguments = new String[] {"iris", "--epochs", "300", "--resume", backup.toString(), "--out", model};
        interrupt(
                train(folder.resolve("out"), arguments),
                "next: the same command goes on from the last whole epoch, which is in " + backup);
        var resumed =
                Run.jac(Stream.concat(Stream.of("train"), Stream.of(arguments)).toArray(String[]::new));
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("Epoch 300/300").doesNotContain("Epoch 1/300");
        var whole = Run.train(folder, "iris", "--epochs", "300", "-q");
        assertThat(whole.tested()).isEqualTo(resumed.tested());
        assertThat(Run.jac("diff", model, folder.resolve("model.keras").toString())
                        .out())
                .doesNotContain("weight ");
    }

    private static boolean lineOf(BufferedReader reader, String line) throws IOException {
        for (var next = reader.readLine(); next != null; next = reader.readLine()) {
            if (next.startsWith(line)) {
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
