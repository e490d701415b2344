package jacobian.bench;

import java.util.function.Consumer;

/// How benchmarks are run: on how many threads, how often each figure is taken, whether to say where the time
/// goes, and who hears of progress (lines for a person, one at a time).
public record BenchOptions(int threads, int repeat, boolean verbose, Consumer<String> progress) {
    /// @throws IllegalArgumentException if `threads` or `repeat` is not positive
    public BenchOptions {
        if (threads < 1 || repeat < 1) {
            throw new IllegalArgumentException(
                    "a benchmark on " + threads + " threads, " + repeat + " times: both need at least 1");
        }
    }

    /// As many threads as the machine has cores, five times, without details.
    public static BenchOptions standard() {
        return new BenchOptions(Runtime.getRuntime().availableProcessors(), 5, false, _ -> {});
    }
}
