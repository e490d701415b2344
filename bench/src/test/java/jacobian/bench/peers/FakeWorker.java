package jacobian.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A worker that answers at once: `FakeWorker NAME SPEED [MOOD]`, where a mood is how it fails.
public final class FakeWorker {
    private FakeWorker() {}

    static Resident.Launch launch(Path folder, String name, int speed, String... mood) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FakeWorker.class.getName(),
                name,
                String.valueOf(speed)));
        command.addAll(List.of(mood));
        return new Resident.Launch(name, command, Map.of(), folder.resolve(name + ".log"));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var name = arguments[0];
        double speed = Double.parseDouble(arguments[1]);
        var mood = arguments.length > 2 ? arguments[2] : "";
        switch (mood) {
            case "refuses" -> System.out.println("{\"error\": \"no layer for it\"}");
            case "breaks" -> throw new IllegalStateException("no memory left");
            case "babbles" -> System.out.println("hello");
            case "hangs" -> Thread.sleep(60_000);
            default -> System.out.println("{\"ready\": true, \"framework\": \"" + name + "\", \"version\": \"1.0\"}");
        }
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int epochs = 0;
        for (var line = lines.readLine(); line != null && !line.equals("quit"); line = lines.readLine()) {
            if (mood.equals("tires") && ++epochs > 3) {
                System.exit(3);
            }
            System.out.println(
                    switch (line.startsWith("loss") ? line.split(" ")[0] : line) {
                        // Half as fast until it is warm.
                        case "epoch" ->
                            "{\"samples_per_second\": " + (++epochs > 1 ? speed : speed / 2)
                                    + ", \"seconds\": 0.25, \"loss\": 2.3}";
                        case "latency" -> "{\"latency_us\": " + 1e6 / speed + "}";
                        case "concurrency 1", "concurrency 4", "concurrency 16" ->
                            "{\"requests_per_second\": " + speed + ", \"p99_us\": 50}";
                        case "loss" -> "{\"loss\": " + 1 / speed + ", \"steps\": 100}";
                        case "loss64" -> "{\"loss\": " + 2 / speed + ", \"steps\": 100}";
                        case "report" -> "{\"peak_rss_mb\": 100.5, \"loss_after\": 2.25}";
                        default -> "{\"error\": \"no answer to " + line + "\"}";
                    });
        }
    }
}
