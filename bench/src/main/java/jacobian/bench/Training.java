package jacobian.bench;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Seeds;
import jacobian.keras.data.Dataset;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.models.Model;
import jacobian.keras.optimizers.Adam;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// A workload in training, through the calls a user writes: `fit` for an epoch, `predictOnBatch` for one sample.
final class Training {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern ARENA = Pattern.compile("arena for sizes .*: ([\\d,]+) bytes");

    private final Workload workload;
    private final Model model;
    private final Dataset data;
    private final Tensor one;
    private double[] speeds = {};
    private double loss;

    /// Makes the model and its data; nothing is compiled yet.
    Training(Workload workload) {
        this.workload = workload;
        Seeds.setRandomSeed(1);
        data = Dataset.of(workload.inputs(workload.samples()), workload.labels(workload.samples()));
        one = workload.inputs(1);
        model = workload.model();
        model.compile(new Adam(), new SparseCategoricalCrossentropy());
    }

    /// Trains on one batch: graph, compilation and all.
    void firstStep() {
        fit(Dataset.of(workload.inputs(workload.batch()), workload.labels(workload.batch())));
    }

    /// Trains one epoch that does not count.
    void warmUp() {
        fit(data);
    }

    /// Trains one timed epoch; returns its seconds.
    double epoch() {
        long start = System.nanoTime();
        fit(data);
        double seconds = (System.nanoTime() - start) * 1e-9;
        speeds = Arrays.copyOf(speeds, speeds.length + 1);
        speeds[speeds.length - 1] = workload.samples() / seconds;
        return seconds;
    }

    private void fit(Dataset examples) {
        var history = model.fit(examples, fit -> fit.batchSize(workload.batch()));
        loss = history.last("loss");
    }

    /// Microseconds to predict one sample: the median of 100 after 20.
    double latency() {
        var times = new double[120];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            model.predictOnBatch(one).floats();
            times[i] = (System.nanoTime() - start) * 1e-3;
        }
        return median(Arrays.copyOfRange(times, 20, times.length));
    }

    /// The model.
    Model model() {
        return model;
    }

    /// What a training needs at least, in 2^20 bytes: arenas of its programs, variables with Adam's two moments, data.
    double accountMegabytes() {
        long arenas = ARENA.matcher(model.explain())
                .results()
                .mapToLong(arena -> Long.parseLong(arena.group(1).replace(",", "")))
                .sum();
        long trained = model.trainableWeights().stream()
                .mapToLong(weight -> weight.shape().size())
                .sum();
        long numbers = model.countParams()
                + 2 * trained
                + workload.samples() * (one.shape().size() + 1);
        return (arenas + Float.BYTES * numbers) / (1024.0 * 1024);
    }

    /// Samples a second of the best epoch so far; 0 before the first.
    double best() {
        return Arrays.stream(speeds).max().orElse(0);
    }

    /// The loss of the last epoch.
    double loss() {
        return loss;
    }

    /// Kernels, their times if the profile is on, memory.
    String explain() {
        return model.explain();
    }

    /// Runs the protocol of docs/workloads.md for a single run: first step, warm-up, epochs, latency.
    static Map<Measure, Double> measure(Workload workload, BenchOptions options) {
        long start = System.nanoTime();
        var training = new Training(workload);
        training.firstStep();
        double first = (System.nanoTime() - start) * 1e-9;
        training.warmUp();
        for (int i = 0; i < options.repeat(); i++) {
            training.epoch();
        }
        var measures = new EnumMap<Measure, Double>(Measure.class);
        measures.put(Measure.SAMPLES_PER_SECOND, training.best());
        measures.put(Measure.MEDIAN_SAMPLES_PER_SECOND, median(training.speeds));
        measures.put(Measure.GFLOPS, training.best() * workload.operations() / 1e9);
        measures.put(Measure.MFLOP_PER_SAMPLE, workload.operations() / 1e6);
        measures.put(Measure.FIRST_STEP_S, first);
        measures.put(Measure.LATENCY_US, training.latency());
        measures.put(Measure.LOSS_AFTER, training.loss());
        peakMegabytes().ifPresent(peak -> measures.put(Measure.PEAK_RSS_MB, peak));
        if (options.verbose()) {
            options.progress().accept(training.explain());
        }
        return measures;
    }

    /// The most memory this process has had resident, in 2^20 bytes; empty where the system does not tell.
    static OptionalDouble peakMegabytes() {
        if (!Files.isReadable(STATUS)) {
            return OptionalDouble.empty();
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(STATUS + " cannot be read", e);
        }
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
