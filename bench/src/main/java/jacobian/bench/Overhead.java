package jacobian.bench;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.Training;
import jacobian.keras.config.Seeds;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.models.Model;
import jacobian.keras.optimizers.Adam;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What callbacks cost a training: a workload is trained with them and without in turn, each a whole call of `fit`
/// that takes some seconds, and the two are compared by their time for a step. A shared machine that slows down
/// meets both; the middle one of the rounds counts.
///
/// Time of the processor is that of the whole process: what callbacks do in threads of their own is in it, and
/// also what waiting workers spin away.
public final class Overhead {
    private final Workload workload;
    private final Tensor inputs;
    private final Tensor labels;
    private final Duration least;

    /// Callbacks that watch a training, made anew for each `fit`.
    public record Watch(String name, Supplier<List<Callback>> callbacks) {}

    /// What a `fit` took for a step, in milliseconds.
    private record Step(double wall, double processor) {}

    private Overhead(Workload workload, Duration least) {
        this.workload = workload;
        this.least = least;
        inputs = workload.inputs(workload.samples());
        labels = workload.labels(workload.samples());
    }

    /// A row for each watch: the percentages by which a step takes longer, and what it takes without.
    ///
    /// @param least the time that each `fit` takes at least; it ends with a whole epoch
    public static List<Row> measure(Workload workload, List<Watch> watches, Duration least, BenchOptions options) {
        var overhead = new Overhead(workload, least);
        var rows = new ArrayList<Row>();
        for (var watch : watches) {
            options.progress().accept(workload.label() + " with " + watch.name() + " ...");
            rows.add(Row.ours(
                    "overhead",
                    workload.label() + ", " + watch.name(),
                    options.threads(),
                    overhead.measure(watch, options.repeat())));
        }
        return rows;
    }

    private Map<Measure, Double> measure(Watch watch, int rounds) {
        var plain = model();
        var watched = model();
        fit(plain, List.of());
        fit(watched, watch.callbacks().get());
        var walls = new double[rounds];
        var processors = new double[rounds];
        var steps = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            boolean first = i % 2 == 0;
            var before = first
                    ? fit(plain, List.of())
                    : fit(watched, watch.callbacks().get());
            var after = first ? fit(watched, watch.callbacks().get()) : fit(plain, List.of());
            var without = first ? before : after;
            var with = first ? after : before;
            walls[i] = 100 * (with.wall() / without.wall() - 1);
            processors[i] = 100 * (with.processor() / without.processor() - 1);
            steps[i] = without.wall();
        }
        var measures = new EnumMap<Measure, Double>(Measure.class);
        measures.put(Measure.OVERHEAD_PERCENT, middle(walls));
        measures.put(Measure.PROCESSOR_OVERHEAD_PERCENT, middle(processors));
        measures.put(Measure.MILLISECONDS, middle(steps));
        return measures;
    }

    private Model model() {
        Seeds.setRandomSeed(1);
        var model = workload.model();
        model.compile(new Adam(), new SparseCategoricalCrossentropy());
        return model;
    }

    private Step fit(Model model, List<Callback> callbacks) {
        var end = new End(System.nanoTime() + least.toNanos());
        var all = new ArrayList<>(callbacks);
        all.add(end);
        long processor = processor();
        long start = System.nanoTime();
        model.fit(
                inputs,
                labels,
                fit -> fit.epochs(Integer.MAX_VALUE)
                        .batchSize(workload.batch())
                        .shuffle(false)
                        .verbose(0)
                        .callbacks(all.toArray(Callback[]::new)));
        double steps = (double) end.epochs * (workload.samples() / workload.batch());
        double millisecond = TimeUnit.MILLISECONDS.toNanos(1);
        return new Step(
                (System.nanoTime() - start) / millisecond / steps, (processor() - processor) / millisecond / steps);
    }

    /// Nanoseconds that the processor has worked for this process.
    private static long processor() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    private static double middle(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /// Ends a run with the first epoch that is over after a moment.
    private static final class End extends Callback {
        private final long moment;
        private int epochs;

        End(long moment) {
            this.moment = moment;
        }

        @Override
        public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
            epochs++;
            if (System.nanoTime() - moment >= 0) {
                training.stop();
            }
        }
    }
}
