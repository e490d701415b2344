package jacobian.keras.models;

import jacobian.keras.callbacks.CallbackList;
import jacobian.keras.callbacks.Training;
import jacobian.keras.data.Dataset;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Testing on a data set: one pass, weights unchanged.
final class EvaluateLoop {
    private final Trainer trainer;
    private final Dataset data;
    private final OptionalLong steps;
    private final Training run;
    private final CallbackList callbacks;

    /// A pass of its own.
    static Map<String, Double> evaluate(TrainableModel model, Trainer trainer, Dataset data, EvaluateOptions options) {
        var weighted = options.sampleWeight().map(data::sampleWeight).orElse(data);
        var batched = batched(weighted, options.batchSize());
        var pass = new Pass(model, batched.cardinality(), options.steps());
        return new EvaluateLoop(trainer, batched, options.steps(), pass, options.callbacks()).run();
    }

    /// A validation within `run`.
    EvaluateLoop(Trainer trainer, Dataset data, FitOptions options, Training run, CallbackList callbacks) {
        this(trainer, batched(data, options.validationBatchSize()), options.validationSteps(), run, callbacks);
    }

    private EvaluateLoop(Trainer trainer, Dataset batched, OptionalLong steps, Training run, CallbackList callbacks) {
        this.trainer = trainer;
        this.data = batched;
        this.steps = steps;
        this.run = run;
        this.callbacks = callbacks;
    }

    private static Dataset batched(Dataset data, OptionalInt batchSize) {
        return data.isBatched() ? data : data.batch(batchSize.orElse(Dataset.DEFAULT_BATCH_SIZE));
    }

    Map<String, Double> run() {
        callbacks.onTestBegin(run);
        trainer.reset();
        long most = steps.orElse(Long.MAX_VALUE);
        boolean wasStopped = run.isStopped();
        try (var batches = data.read(0, 0)) {
            for (long step = 0; step < most && batches.hasNext(); step++) {
                if (Thread.currentThread().isInterrupted() || run.isStopped() && !wasStopped) {
                    break;
                }
                callbacks.onTestBatchBegin(run, step);
                try (var batch = batches.next()) {
                    trainer.test(batch);
                }
                callbacks.onTestBatchEnd(run, step, trainer::results);
            }
        }
        var results = trainer.results();
        callbacks.onTestEnd(run, results);
        return results;
    }
}
