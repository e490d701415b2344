package jacobian.keras.models;

import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.CallbackList;
import jacobian.keras.callbacks.ProgressBar;
import jacobian.keras.config.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// What [Model#evaluate] takes beside the data.
public final class EvaluateOptions {
    private OptionalInt batchSize = OptionalInt.empty();
    private OptionalLong steps = OptionalLong.empty();
    private List<Callback> callbacks = List.of();
    private int verbose;
    private Optional<float[]> sampleWeight = Optional.empty();

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

    /// Sets what is called before and after the pass and each batch.
    public EvaluateOptions callbacks(Callback... callbacks) {
        this.callbacks = List.of(callbacks);
        return this;
    }

    /// Sets whether a progress bar is printed to standard output: 1 renews it in a terminal, 2 prints one line
    /// at the end, 0, unless set, prints nothing.
    public EvaluateOptions verbose(int verbose) {
        this.verbose = verbose;
        return this;
    }

    CallbackList callbacks() {
        var all = new ArrayList<Callback>(callbacks);
        if (verbose > 0) {
            all.addFirst(verbose == 1 ? new ProgressBar() : new ProgressBar(System.out, false));
        }
        return new CallbackList(all);
    }

    /// Sets how much each example weighs, as many as the data has.
    public EvaluateOptions sampleWeight(float... sampleWeight) {
        this.sampleWeight = Optional.of(sampleWeight.clone());
        return this;
    }

    Optional<float[]> sampleWeight() {
        return sampleWeight;
    }

    OptionalInt batchSize() {
        return batchSize;
    }

    OptionalLong steps() {
        return FitOptions.limited(steps);
    }
}
