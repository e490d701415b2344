package jacobian.keras.models;

import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.CallbackList;
import jacobian.keras.callbacks.ProgressBar;
import jacobian.keras.config.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// What [Model#predictAll] takes beside the data.
public final class PredictOptions {
    private OptionalInt batchSize = OptionalInt.empty();
    private OptionalLong steps = OptionalLong.empty();
    private List<Callback> callbacks = List.of();
    private int verbose;

    PredictOptions() {}

    static PredictOptions of(Consumer<PredictOptions> options) {
        var chosen = new PredictOptions();
        options.accept(chosen);
        return chosen;
    }

    /// Sets how many examples a batch has; 32 unless set. Data that comes in batches keeps them.
    public PredictOptions batchSize(int batchSize) {
        this.batchSize = OptionalInt.of(Checks.positive("batch_size", batchSize));
        return this;
    }

    /// Sets how many batches are used; all unless set.
    public PredictOptions steps(long steps) {
        this.steps = OptionalLong.of(steps);
        return this;
    }

    /// Sets what is called before and after the pass and each batch.
    public PredictOptions callbacks(Callback... callbacks) {
        this.callbacks = List.of(callbacks);
        return this;
    }

    /// Sets whether a progress bar is printed to standard output: 1 renews it in a terminal, 2 prints one line
    /// at the end, 0, unless set, prints nothing.
    public PredictOptions verbose(int verbose) {
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

    OptionalInt batchSize() {
        return batchSize;
    }

    OptionalLong steps() {
        return FitOptions.limited(steps);
    }
}
