package jacobian.keras.models;

import jacobian.keras.data.Dataset;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Testing on a data set: one pass, weights unchanged.
final class EvaluateLoop {
    private final Trainer trainer;
    private final Dataset data;
    private final OptionalLong steps;

    EvaluateLoop(Trainer trainer, Dataset data, EvaluateOptions options) {
        this(trainer, data, options.batchSize(), options.steps());
    }

    EvaluateLoop(Trainer trainer, Dataset data, OptionalInt batchSize, OptionalLong steps) {
        this.trainer = trainer;
        this.data = data.isBatched() ? data : data.batch(batchSize.orElse(Dataset.DEFAULT_BATCH_SIZE));
        this.steps = steps;
    }

    Map<String, Double> run() {
        trainer.reset();
        long left = steps.orElse(Long.MAX_VALUE);
        try (var batches = data.read(0, 0)) {
            while (left-- > 0 && batches.hasNext() && !Thread.currentThread().isInterrupted()) {
                try (var batch = batches.next()) {
                    trainer.test(batch);
                }
            }
        }
        return trainer.results();
    }
}
