package jacobian.keras.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.keras.models.Models;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that train and save are killed at random moments: the newest files are always whole, and the run
/// goes on to the same bits.
class KillTest {
    private static final System.Logger LOG = System.getLogger(KillTest.class.getName());

    @TempDir
    Path folder;

    /// What has happened in all.
    private record Tally(int kills, int whileSaving, int early, int runs) {}

    @Test
    void a_few_kills_change_no_bit() throws Exception {
        var tally = kill(3, 8, 120);

        assertThat(tally.kills()).isEqualTo(3);
    }

    @Test
    @Tag("slow")
    void two_hundred_kills_change_no_bit() throws Exception {
        long began = System.nanoTime();
        var tally = kill(200, 60, 200);

        assertThat(tally.kills()).isEqualTo(200);
        LOG.log(System.Logger.Level.INFO, "{0} in {1} s", tally, (System.nanoTime() - began) / 1_000_000_000);
    }

    /// Kills until there were `kills`, each up to `most` milliseconds after the first backup of its process,
    /// every eighth while the process starts. A run that ends is compared, and another begun.
    private Tally kill(int kills, int epochs, int most) throws Exception {
        var expected = Files.createDirectory(folder.resolve("expected"));
        KilledRun.run(expected, epochs);
        var random = new SplittableRandom(kills);
        int done = 0;
        int whileSaving = 0;
        int early = 0;
        int runs = 0;
        while (done < kills || runs == 0) {
            var run = Files.createDirectory(folder.resolve("run" + runs));
            while (!Files.exists(run.resolve(KilledRun.RESULT))) {
                boolean isEarly = done % 8 == 7;
                int delay = done >= kills ? Integer.MAX_VALUE : random.nextInt(isEarly ? 500 : most);
                if (isKilled(run, epochs, delay, isEarly)) {
                    done++;
                    early += isEarly ? 1 : 0;
                    whileSaving += parts(run) > 0 ? 1 : 0;
                    removeParts(run);
                    checkNewest(run);
                }
            }
            assertThat(run.resolve(KilledRun.RESULT))
                    .hasBinaryContent(Files.readAllBytes(expected.resolve(KilledRun.RESULT)));
            runs++;
        }
        return new Tally(done, whileSaving, early, runs);
    }

    /// Starts the program and kills it, unless it ends before.
    private static boolean isKilled(Path run, int epochs, int delay, boolean isEarly) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        KilledRun.class.getName(),
                        run.toString(),
                        Integer.toString(epochs)))
                .redirectError(run.resolve("errors").toFile())
                .start();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            if (!isEarly) {
                out.readLine();
            }
            if (delay < Integer.MAX_VALUE && !process.waitFor(delay, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            int status = process.waitFor();
            assertThat(status).as(Files.readString(run.resolve("errors"))).isIn(0, 128 + 9);
            return status != 0;
        }
    }

    private static Stream<Path> unfinished(Path run) throws IOException {
        return Files.walk(run).filter(each -> each.toString().endsWith(".part~"));
    }

    /// How many files were being written.
    private static long parts(Path run) throws IOException {
        try (var parts = unfinished(run)) {
            return parts.count();
        }
    }

    private static void removeParts(Path run) throws IOException {
        try (var parts = unfinished(run)) {
            parts.forEach(each -> {
                try {
                    Files.delete(each);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static void checkNewest(Path run) {
        var newest = run.resolve(KilledRun.NEWEST);
        if (Files.exists(newest)) {
            assertThat(Models.load(newest).optimizer().iterations()).isPositive();
        }
        var backup = run.resolve(KilledRun.BACKUP).resolve("latest.weights.h5");
        if (Files.exists(backup)) {
            assertThat(KilledRun.model().loadWeights(backup).isComplete()).isTrue();
        }
    }
}
