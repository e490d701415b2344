package peers;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/// A worker as tools/peers/README.md says: `peers.Worker dl4j|djl WORKLOAD THREADS`.
public final class Worker {
    private final Workload workload;
    private final String framework;
    private final int threads;
    private final Peer peer;
    private double best;
    private double latency;
    private double loss;

    private Worker(String framework, Workload workload, int threads) throws IOException {
        this.framework = framework;
        this.workload = workload;
        this.threads = threads;
        peer = switch (framework) {
            case "dl4j" -> new Dl4jPeer(workload);
            case "djl" -> new DjlPeer(workload);
            default -> throw new IllegalArgumentException("no framework is called " + framework);
        };
        peer.firstStep();
    }

    public static void main(String[] arguments) throws IOException {
        // Frameworks write notes to standard output; the answers keep it to themselves.
        var answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        try {
            var worker = new Worker(arguments[0], Workload.of(arguments[1]), Integer.parseInt(arguments[2]));
            worker.serve(answers);
        } catch (UnsupportedOperationException e) {
            answers.println("{\"error\": \"" + e.getMessage().replace('"', '\'') + "\"}");
        }
        System.exit(0); // both frameworks leave threads behind
    }

    private void serve(PrintStream answers) throws IOException {
        answers.println("{\"ready\": true, %s}".formatted(identity()));
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null && !line.equals("quit"); line = lines.readLine()) {
            answers.println(answer(line));
        }
    }

    private String answer(String line) throws IOException {
        return switch (line) {
            case "epoch" -> epoch();
            case "latency" -> {
                latency = latency();
                yield text("{\"latency_us\": %.2f}", latency);
            }
            case "report" ->
                text(
                        "{%s, \"samples_per_second\": %.1f, \"latency_us\": %.2f, \"peak_rss_mb\": %.1f,"
                                + " \"loss_after\": %.5f}",
                        identity(), best, latency, peakMegabytes(), loss);
            default -> "{\"error\": \"" + framework + " has no answer to " + line + "\"}";
        };
    }

    private String identity() {
        return text(
                "\"name\": \"%s\", \"framework\": \"%s\", \"version\": \"%s\", \"threads\": %d",
                workload.name(), framework, peer.version(), threads);
    }

    private String epoch() {
        long start = System.nanoTime();
        loss = peer.epoch();
        double seconds = (System.nanoTime() - start) * 1e-9;
        double speed = workload.samples() / seconds;
        best = Math.max(best, speed);
        return text("{\"samples_per_second\": %.1f, \"seconds\": %.4f, \"loss\": %.5f}", speed, seconds, loss);
    }

    private double latency() {
        var times = new double[120];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            peer.predictOne();
            times[i] = (System.nanoTime() - start) * 1e-3;
        }
        var counted = Arrays.copyOfRange(times, 20, times.length);
        Arrays.sort(counted);
        return (counted[49] + counted[50]) / 2;
    }

    private static double peakMegabytes() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        return 0;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
