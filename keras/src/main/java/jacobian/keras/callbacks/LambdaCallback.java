package jacobian.keras.callbacks;

import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A callback made of lambdas: `new LambdaCallback().onEpochEnd((epoch, logs) -> IO.println(logs))`.
public final class LambdaCallback extends Callback {
    private @Nullable Consumer<Training> trainBegin;
    private @Nullable Consumer<Training> trainEnd;
    private @Nullable Consumer<Throwable> trainFailed;
    private @Nullable Consumer<Integer> epochBegin;
    private @Nullable BiConsumer<Integer, Map<String, Double>> epochEnd;
    private @Nullable Consumer<Long> batchBegin;
    private @Nullable BiConsumer<Long, Logs> batchEnd;
    private @Nullable Consumer<Training> testBegin;
    private @Nullable Consumer<Map<String, Double>> testEnd;
    private @Nullable BiConsumer<Long, Logs> testBatchEnd;
    private @Nullable BiConsumer<Long, List<Tensor>> predictBatchEnd;

    /// Sets what is done before the first epoch.
    public LambdaCallback onTrainBegin(Consumer<Training> action) {
        trainBegin = action;
        return this;
    }

    /// Sets what is done after the last epoch.
    public LambdaCallback onTrainEnd(Consumer<Training> action) {
        trainEnd = action;
        return this;
    }

    /// Sets what is done in place of that where `fit` ends by an exception, given that exception.
    public LambdaCallback onTrainFailed(Consumer<Throwable> action) {
        trainFailed = action;
        return this;
    }

    /// Sets what is done before each epoch, given its number.
    public LambdaCallback onEpochBegin(Consumer<Integer> action) {
        epochBegin = action;
        return this;
    }

    /// Sets what is done before each batch, given its number.
    public LambdaCallback onTrainBatchBegin(Consumer<Long> action) {
        batchBegin = action;
        return this;
    }

    /// Sets what is done after each epoch, given its number and logs.
    public LambdaCallback onEpochEnd(BiConsumer<Integer, Map<String, Double>> action) {
        epochEnd = action;
        return this;
    }

    /// Sets what is done after each batch, given its number and the logs so far.
    public LambdaCallback onTrainBatchEnd(BiConsumer<Long, Logs> action) {
        batchEnd = action;
        return this;
    }

    @Override
    public void onTrainBegin(Training training) {
        if (trainBegin != null) {
            Objects.requireNonNull(trainBegin).accept(training);
        }
    }

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
        if (trainEnd != null) {
            Objects.requireNonNull(trainEnd).accept(training);
        }
    }

    @Override
    public void onTrainFailed(Training training, Throwable cause) {
        if (trainFailed != null) {
            Objects.requireNonNull(trainFailed).accept(cause);
        }
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
        if (epochBegin != null) {
            Objects.requireNonNull(epochBegin).accept(epoch);
        }
    }

    @Override
    public void onTrainBatchBegin(Training training, long batch) {
        if (batchBegin != null) {
            Objects.requireNonNull(batchBegin).accept(batch);
        }
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        if (epochEnd != null) {
            Objects.requireNonNull(epochEnd).accept(epoch, logs);
        }
    }

    @Override
    public void onTrainBatchEnd(Training training, long batch, Logs logs) {
        if (batchEnd != null) {
            Objects.requireNonNull(batchEnd).accept(batch, logs);
        }
    }

    /// Sets what is done before each validation, and before `evaluate`.
    public LambdaCallback onTestBegin(Consumer<Training> action) {
        testBegin = action;
        return this;
    }

    /// Sets what is done after each validation, and after `evaluate`, given its logs.
    public LambdaCallback onTestEnd(Consumer<Map<String, Double>> action) {
        testEnd = action;
        return this;
    }

    /// Sets what is done after each batch of a test, given its number and the logs so far.
    public LambdaCallback onTestBatchEnd(BiConsumer<Long, Logs> action) {
        testBatchEnd = action;
        return this;
    }

    /// Sets what is done after each batch of a prediction, given its number and outputs.
    public LambdaCallback onPredictBatchEnd(BiConsumer<Long, List<Tensor>> action) {
        predictBatchEnd = action;
        return this;
    }

    @Override
    public void onTestBegin(Training training) {
        if (testBegin != null) {
            Objects.requireNonNull(testBegin).accept(training);
        }
    }

    @Override
    public void onTestEnd(Training training, Map<String, Double> logs) {
        if (testEnd != null) {
            Objects.requireNonNull(testEnd).accept(logs);
        }
    }

    @Override
    public void onTestBatchEnd(Training training, long batch, Logs logs) {
        if (testBatchEnd != null) {
            Objects.requireNonNull(testBatchEnd).accept(batch, logs);
        }
    }

    @Override
    public void onPredictBatchEnd(Training training, long batch, List<Tensor> outputs) {
        if (predictBatchEnd != null) {
            Objects.requireNonNull(predictBatchEnd).accept(batch, outputs);
        }
    }
}
