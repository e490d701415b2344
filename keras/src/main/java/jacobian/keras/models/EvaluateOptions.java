package jacobian.keras.models;

import jacobian.keras.config.Checks;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// What [Model#evaluate] takes beside the data.
public final class EvaluateOptions {
    private OptionalInt batchSize = OptionalInt.empty();
    private OptionalLong steps = OptionalLong.empty();

    EvaluateOptions() {}

    static EvaluateOptions of(Consumer<EvaluateOptions> options) {
        var chosen = new EvaluateOptions();
        options.accept(chosen);
        return chosen;
    }

    /// Sets how many examples a batch has; 32 unless set. Data that comes in batches keeps them.
    public EvaluateOptions batchSize(int batchSize) {
        this.batchSize = OptionalInt.of(Checks.positive("batch_size", batchSize));
        return this;
    }

    /// Sets how many batches are used; all unless set.
    public EvaluateOptions steps(long steps) {
        this.steps = OptionalLong.of(steps);
        return this;
    }

    OptionalInt batchSize() {
        return batchSize;
    }

    OptionalLong steps() {
        return steps;
    }
}
