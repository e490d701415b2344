package jacobian.bench.peers;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A worker's process, which answers a line of JSON for each line it is asked, and sleeps in between.
///
/// The lines are those of tools/peers/README.md.
final class Resident implements AutoCloseable {
    /// No answer takes so long: a slower worker hangs.
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int END_SECONDS = 5;
    private static final int MESSAGE = 160;

    private final Launch launch;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter questions;
    private final Duration patience;
    private final JsonNode ready;
    private final double secondsToReady;

    /// How a worker is started: who it is, its command, further variables of its environment, and the file that
    /// takes its standard error.
    record Launch(String name, List<String> command, Map<String, String> variables, Path log) {
        /// With more words at the end of the command.
        Launch with(String... words) {
            var longer = new ArrayList<>(command);
            longer.addAll(List.of(words));
            return new Launch(name, longer, variables, log);
        }
    }

    private Resident(Launch launch, Duration patience) throws IOException {
        this.launch = launch;
        this.patience = patience;
        Files.createDirectories(launch.log().toAbsolutePath().getParent());
        var builder =
                new ProcessBuilder(launch.command()).redirectError(launch.log().toFile());
        builder.environment().putAll(launch.variables());
        long start = System.nanoTime();
        process = builder.start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
        ready = read(patience);
        secondsToReady = (System.nanoTime() - start) * 1e-9;
    }

    /// Starts a worker and waits for its first line.
    ///
    /// @throws WorkerException if it does not get so far
    static Resident start(Launch launch) {
        return start(launch, PATIENCE);
    }

    static Resident start(Launch launch, Duration patience) {
        try {
            return new Resident(launch, patience);
        } catch (IOException e) {
            throw new WorkerException(launch.name() + " does not start: " + e.getMessage());
        }
    }

    /// Its first line: its name and its version.
    JsonNode ready() {
        return ready;
    }

    /// Seconds from the start of its process to its first line, which it writes when it has trained a step. A process
    /// does not know this of itself: Linux tells when it was started after a boot whose time is in whole seconds.
    double secondsToReady() {
        return secondsToReady;
    }

    /// Its name in tables.
    String name() {
        return launch.name();
    }

    /// Processor time it has used.
    Duration processorTime() {
        return process.toHandle()
                .info()
                .totalCpuDuration()
                .orElseThrow(() -> new WorkerException("this system does not tell processor time"));
    }

    /// Sends a line and waits for the answer.
    ///
    /// @throws WorkerException if the worker ends, hangs, or answers that it cannot
    JsonNode ask(String line) {
        return ask(line, patience);
    }

    /// As [#ask(String)], where an answer may take so long.
    JsonNode ask(String line, Duration patience) {
        try {
            questions.write(line);
            questions.newLine();
            questions.flush();
        } catch (IOException _) {
            throw new WorkerException(ending());
        }
        return read(patience);
    }

    private JsonNode read(Duration patience) {
        var hung = new AtomicBoolean();
        var watch = CompletableFuture.runAsync(
                () -> {
                    hung.set(true);
                    process.destroyForcibly();
                },
                CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
        try {
            var line = answers.readLine();
            if (line == null) {
                throw new WorkerException(hung.get() ? "no answer within " + patience.toSeconds() + " s" : ending());
            }
            return checked(line);
        } catch (IOException e) {
            throw new UncheckedIOException(launch.name() + " cannot be read", e);
        } finally {
            watch.cancel(false);
        }
    }

    private static JsonNode checked(String line) {
        try {
            var answer = JsonMapper.shared().readTree(line);
            if (!answer.isObject()) {
                throw new WorkerException("answered \"" + line + "\", not a JSON object");
            }
            if (answer.has("error")) {
                throw new WorkerException(answer.get("error").asString());
            }
            return answer;
        } catch (JacksonException _) {
            throw new WorkerException("answered \"" + line + "\", which is no JSON");
        }
    }

    /// Why the process is gone: the last line of its log that says something.
    private String ending() {
        try {
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            var last = "";
            if (Files.exists(launch.log())) {
                for (var line : new String(Files.readAllBytes(launch.log()), StandardCharsets.UTF_8)
                        .lines()
                        .toList()) {
                    last = line.isBlank() ? last : line.strip();
                }
            }
            last = last.length() > MESSAGE ? last.substring(0, MESSAGE) + " ..." : last;
            return "its worker ended" + (process.isAlive() ? "" : " with " + process.exitValue())
                    + (last.isEmpty() ? "" : ": " + last);
        } catch (IOException e) {
            throw new UncheckedIOException(launch.log() + " cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("waiting for " + launch.name()));
        }
    }

    /// Asks it to end, and ends it where it does not.
    @Override
    public void close() {
        try (questions) {
            questions.write("quit\n");
        } catch (IOException _) {
            // It has ended already.
        }
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
