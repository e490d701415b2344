package jacobian.keras.models;

import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.CallbackList;
import jacobian.keras.callbacks.ProgressBar;
import jacobian.keras.config.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a pass over data without training takes beside it.
///
/// @param <O> the options themselves
public abstract sealed class PassOptions<O extends PassOptions<O>> permits EvaluateOptions, PredictOptions {
    private OptionalInt batchSize = OptionalInt.empty();
    private OptionalLong steps = OptionalLong.empty();
    private List<Callback> callbacks = List.of();
    private int verbose;

    PassOptions() {}

    abstract O self();

    /// Sets how many examples a batch has; 32 unless set. Data that comes in batches keeps them.
    public final O batchSize(int batchSize) {
        this.batchSize = OptionalInt.of(Checks.positive("batch_size", batchSize));
        return self();
    }

    /// Sets how many batches are used; all unless set.
    public final O steps(long steps) {
        this.steps = OptionalLong.of(steps);
        return self();
    }

    /// Sets what is called before and after the pass and each batch.
    public final O callbacks(Callback... callbacks) {
        this.callbacks = List.of(callbacks);
        return self();
    }

    /// Sets whether a progress bar is printed to standard output: 1 renews it in a terminal, 2 prints one line
    /// at the end, 0, unless set, prints nothing.
    public final O verbose(int verbose) {
        this.verbose = verbose;
        return self();
    }

    final CallbackList callbacks() {
        var all = new ArrayList<Callback>(callbacks);
        if (verbose > 0) {
            all.addFirst(verbose == 1 ? new ProgressBar() : new ProgressBar(System.out, false));
        }
        return new CallbackList(all);
    }

    final OptionalInt batchSize() {
        return batchSize;
    }

    final OptionalLong steps() {
        return FitOptions.limited(steps);
    }
}
