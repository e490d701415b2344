package jacobian.bench;

import com.sun.management.ThreadMXBean;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Seeds;
import jacobian.keras.data.Batch;
import jacobian.keras.data.Dataset;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.models.Model;
import jacobian.keras.optimizers.Adam;
import java.lang.management.ManagementFactory;
import java.util.Map;

/// Bytes of the Java heap that a training step takes once it is warm: those of the steps from 1,000 to 2,000 of
/// one epoch of `fit`, shuffled, without callbacks, summed over all threads by the JVM's own counter.
///
/// What is counted does not depend on the size of a batch, so batches are small.
final class AllocationBench {
    /// The first step that counts, and the first that no longer does.
    private static final int FROM = 1_000;

    private static final int TO = 2_000;
    private static final int BATCH = 8;

    /// Such steps are so short that the JIT compiler may still be at work after 1,000 of them, and kernels on the
    /// Vector API make objects until it is done: then it is counted again, so often at most.
    private static final int ROUNDS = 5;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final int from;
    private final int to;

    /// Counts batches: `fit` looks at all of them once before it trains on the first.
    private int read;

    private long before;
    private long after;

    private AllocationBench(int from, int to) {
        this.from = from;
        this.to = to;
    }

    static Map<Measure, Double> measure(Workload workload) {
        Seeds.setRandomSeed(1);
        var model = workload.model();
        model.compile(new Adam(), new SparseCategoricalCrossentropy());
        int rows = 4 * BATCH;
        var x = workload.inputs(rows);
        var y = workload.labels(rows);
        double bytes = bytes(model, x, y, FROM, TO);
        for (int again = 1; again < ROUNDS && bytes >= TO - FROM; again++) {
            bytes = bytes(model, x, y, FROM, TO);
        }
        return Map.of(Measure.BYTES_PER_STEP, bytes / (TO - FROM));
    }

    /// Bytes taken by the steps `from` up to but not `to` of training `model` on batches of 8 of 32 examples.
    static long bytes(Model model, Tensor x, Tensor y, int from, int to) {
        var counter = new AllocationBench(from, to);
        int epoch = to + 1;
        var data =
                Dataset.of(x, y).repeat(epoch * BATCH / x.shape().size(0) + 1).take((long) epoch * BATCH);
        model.fit(data.map(counter::look), fit -> fit.batchSize(BATCH));
        if (counter.read != 2 * epoch) {
            throw new IllegalStateException(counter.read + " batches were read for " + epoch + " steps");
        }
        return counter.after - counter.before;
    }

    /// Looks at the JVM's counter between two steps.
    private Batch look(Batch batch) {
        int step = read++ - (to + 1);
        if (step == from) {
            before = THREADS.getTotalThreadAllocatedBytes();
        } else if (step == to) {
            after = THREADS.getTotalThreadAllocatedBytes();
        }
        return batch;
    }
}
