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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ctrl-C, and a kill, during a search in a process of its own.
class TuneInterruptionTest {
    private static final List<String> SEARCH =
            List.of("tune", "iris", "--search", "units=4..64, learning-rate=1e-3..1e-1 log", "--epochs", "2");

    @TempDir
    private Path folder;

    private Process start(Path out) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "jacobian.cli.Main"));
        command.addAll(arguments("best", "--trials", "5000", "--parallel", "2"));
        return new ProcessBuilder(command).redirectOutput(out.toFile()).start();
    }

    private List<String> arguments(String name, String... more) {
        return Stream.of(
                        SEARCH.stream(),
                        Stream.of(more),
                        Stream.of("--out", folder.resolve(name + ".keras").toString()))
                .flatMap(each -> each)
                .toList();
    }

    private static String until(BufferedReader reader, String begin) throws IOException {
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith(begin)) {
                return line;
            }
        }
        return "";
    }

    /// The result as JSON, without the path.
    private String resumed(String name, String... more) {
        var arguments = Stream.concat(arguments(name, "--json", "-q").stream(), Stream.of(more));
        var run = Run.jac(arguments.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return run.out().replace(name + ".keras", "");
    }

    @Test
    void ctrl_c_writes_the_best_so_far_and_the_search_goes_on() throws IOException, InterruptedException {
        assumeTrue(
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .noneMatch(line -> (Long.parseUnsignedLong(line.split("\\s+")[1], 16) & 2) != 0),
                "this process ignores Ctrl-C, and so would its child");
        var out = folder.resolve("out");
        var process = start(out);
        try (var err = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(until(err, "2 of 5000, trial ")).isNotEmpty();
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(until(err, "interrupted")).isEqualTo("interrupted: this is the best of the trials that ended");
            assertThat(until(err, "next")).endsWith("--resume goes on, from " + folder.resolve("best.search"));
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(Interruption.EXIT);
        assertThat(Files.readAllLines(out).getLast()).isEqualTo("wrote " + folder.resolve("best.keras"));
        assertGoesOn();
    }

    @Test
    void a_kill_loses_no_trial_that_ended() throws IOException, InterruptedException {
        var process = start(folder.resolve("out"));
        try (var err = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(until(err, "3 of 5000, trial ")).isNotEmpty();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertGoesOn();
    }

    /// With as many trials as have ended, or begun, and some more.
    private void assertGoesOn() throws IOException {
        var state = Files.readString(folder.resolve("best.search/search.json"));
        int last = Pattern.compile("\"trial\": (\\d+)")
                .matcher(state)
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .max()
                .orElseThrow();
        var trials = Integer.toString(last + 3);
        assertThat(resumed("best", "--resume", "--trials", trials)).isEqualTo(resumed("whole", "--trials", trials));
        assertThat(folder.resolve("best.search")).doesNotExist();
    }
}
