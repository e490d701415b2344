package jacobian.bench;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.config.Seeds;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.optimizers.Adam;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// What callbacks cost a training: a workload is trained with them and without at once, an epoch each in turn, and
/// what all turns of the two took is compared. A shared machine that slows down meets both. The first turns, in
/// which programs are compiled, do not count.
///
/// Time of the processor is that of the whole process: what callbacks do in threads of their own is in it, and
/// also what waiting workers spin away.
public final class Overhead {
    private static final int WARM_UP = 6;

    private final Workload workload;
    private final int epochs;
    private final Tensor inputs;
    private final Tensor labels;

    /// Callbacks that watch a training, made anew for each `fit`.
    public record Watch(String name, Supplier<List<Callback>> callbacks) {}

    private Overhead(Workload workload, int epochs) {
        this.workload = workload;
        this.epochs = epochs;
        inputs = workload.inputs(workload.samples());
        labels = workload.labels(workload.samples());
    }

    /// A row for each watch: the percentages by which a step takes longer, and what it takes without.
    ///
    /// @param epochs how many epochs of each count
    public static List<Row> measure(Workload workload, List<Watch> watches, int epochs, BenchOptions options) {
        var overhead = new Overhead(workload, epochs);
        var rows = new ArrayList<Row>();
        for (var watch : watches) {
            options.progress().accept(workload.label() + " with " + watch.name() + " ...");
            rows.add(Row.ours(
                    "overhead",
                    workload.label() + ", " + watch.name(),
                    options.threads(),
                    overhead.measure(watch.callbacks().get())));
        }
        return rows;
    }

    private Map<Measure, Double> measure(List<Callback> callbacks) {
        var one = new Semaphore(1);
        var other = new Semaphore(0);
        var plain = new Turns(one, other);
        var watched = new Turns(other, one);
        var second = new FutureTask<>(() -> fit(watched, callbacks), true);
        Thread.ofPlatform().daemon().name("overhead").start(second);
        fit(plain, List.of());
        try {
            second.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the watched training failed: " + e.getCause(), e.getCause());
        }
        return compare(plain.taken, watched.taken);
    }

    private Map<Measure, Double> compare(List<Turns.Taken> without, List<Turns.Taken> with) {
        double steps = (double) epochs * workload.samples() / workload.batch();
        var measures = new EnumMap<Measure, Double>(Measure.class);
        measures.put(Measure.OVERHEAD_PERCENT, percent(without, with, Turns.Taken::wall));
        measures.put(Measure.PROCESSOR_OVERHEAD_PERCENT, percent(without, with, Turns.Taken::processor));
        measures.put(Measure.MILLISECONDS, sum(without, Turns.Taken::wall) / steps / TimeUnit.MILLISECONDS.toNanos(1));
        return measures;
    }

    private static double percent(
            List<Turns.Taken> without, List<Turns.Taken> with, ToLongFunction<Turns.Taken> figure) {
        return 100 * (sum(with, figure) / sum(without, figure) - 1);
    }

    private static double sum(List<Turns.Taken> turns, ToLongFunction<Turns.Taken> figure) {
        return turns.stream().skip(WARM_UP).mapToLong(figure).sum();
    }

    private void fit(Turns turns, List<Callback> callbacks) {
        var all = new ArrayList<>(callbacks);
        all.add(turns);
        turns.run(() -> {
            Seeds.setRandomSeed(1);
            var model = workload.model();
            model.compile(new Adam(), new SparseCategoricalCrossentropy());
            model.fit(
                    inputs,
                    labels,
                    fit -> fit.epochs(WARM_UP + epochs)
                            .batchSize(workload.batch())
                            .shuffle(false)
                            .verbose(0)
                            .callbacks(all.toArray(Callback[]::new)));
        });
    }
}
