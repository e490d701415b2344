package jacobian.bench;

import jacobian.engine.shape.DType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// One workload, driven line by line as tools/peers/README.md says, so that it can take turns with other
/// frameworks on one machine: `java -m jacobian.bench/jacobian.bench.Worker WORKLOAD THREADS`.
///
/// It trains one step, says that it is ready, and then answers `epoch`, `latency`, `concurrency N`, `loss FOLDER`,
/// `loss64 FOLDER` and `report` with one line of JSON each, until `quit`.
public final class Worker {
    private final Workload workload;
    private final int threads;
    private final Training training;
    private double latency;

    private Worker(Workload workload, int threads) {
        this.workload = workload;
        this.threads = threads;
        training = new Training(workload);
        training.firstStep();
    }

    /// @param arguments the workload and the number of threads
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("a worker needs WORKLOAD and THREADS, got " + arguments.length);
        }
        System.setProperty("jacobian.threads", arguments[1]);
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        serve(Workload.of(arguments[0]), Integer.parseInt(arguments[1]), lines, System.out);
    }

    /// Trains until `lines` end or say `quit`.
    static void serve(Workload workload, int threads, BufferedReader lines, PrintStream answers) throws IOException {
        new Worker(workload, threads).serve(lines, answers);
    }

    private void serve(BufferedReader lines, PrintStream answers) throws IOException {
        var ready = new LinkedHashMap<String, Object>();
        ready.put("ready", true);
        ready.putAll(identity());
        answers.println(Json.object(ready));
        for (var line = lines.readLine(); line != null && !line.strip().equals("quit"); line = lines.readLine()) {
            answers.println(Json.object(answer(line.strip())));
        }
    }

    private SequencedMap<String, ?> answer(String line) {
        var words = line.split(" ", 2);
        return switch (words[0]) {
            case "epoch" -> epoch();
            case "latency" -> {
                latency = training.latency();
                var answer = new LinkedHashMap<String, Object>();
                answer.put("latency_us", latency);
                yield answer;
            }
            case "concurrency" -> Requests.answer(training.model(), workload.inputs(1), Integer.parseInt(words[1]));
            case "loss" -> HundredSteps.answer(workload, Path.of(words[1]), DType.FLOAT32);
            case "loss64" -> HundredSteps.answer(workload, Path.of(words[1]), DType.FLOAT64);
            case "report" -> report();
            default ->
                throw new IllegalArgumentException(
                        "a worker takes epoch, latency, concurrency, loss, loss64, report and quit, got \"" + line
                                + "\"");
        };
    }

    private SequencedMap<String, Object> epoch() {
        double seconds = training.epoch();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("samples_per_second", workload.samples() / seconds);
        answer.put("seconds", seconds);
        answer.put("loss", training.loss());
        return answer;
    }

    private SequencedMap<String, Object> report() {
        var answer = identity();
        answer.put("samples_per_second", training.best());
        answer.put("latency_us", latency);
        answer.put("peak_rss_mb", Training.peakMegabytes().orElse(0));
        answer.put("account_mb", training.accountMegabytes());
        answer.put("loss_after", training.loss());
        return answer;
    }

    private SequencedMap<String, Object> identity() {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("name", workload.label());
        answer.put("framework", "jacobian");
        answer.put("version", "JDK " + Runtime.version().feature());
        answer.put("threads", threads);
        return answer;
    }
}
