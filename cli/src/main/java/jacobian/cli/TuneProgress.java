package jacobian.cli;

import jacobian.keras.tuners.BayesianOptimization;
import jacobian.keras.tuners.GridSearch;
import jacobian.keras.tuners.Hyperband;
import jacobian.keras.tuners.RandomSearch;
import jacobian.keras.tuners.Search;
import jacobian.keras.tuners.TrialResult;
import java.util.Locale;
import java.util.stream.Collectors;

/// Tells of each trial that has ended.
final class TuneProgress {
    private final TuneOptions options;
    private final Search<?> search;
    private final Console console;

    TuneProgress(TuneOptions options, Search<?> search, Console console) {
        this.options = options;
        this.search = search;
        this.console = console;
    }

    private int trials() {
        return switch (search) {
            case Hyperband hyperband ->
                hyperband.brackets().stream()
                        .flatMap(rounds -> rounds.stream())
                        .mapToInt(Hyperband.Round::trials)
                        .sum();
            case RandomSearch _, GridSearch _, BayesianOptimization _ -> options.trials();
        };
    }

    void ended(TrialResult result) {
        var best = search.ranked().stream().findFirst();
        boolean leads = best.isPresent() && best.get().number() == result.number();
        var what = result.isFailed()
                ? "failed: " + result.reason().lines().findFirst().orElse("")
                : figure(options.objective().name(), result.score())
                        + result.stage()
                                .map(stage -> " after epoch " + stage.epochs())
                                .orElse("")
                        + (leads ? ", the best so far" : "");
        console.tell(search.trials().size() + " of " + trials() + ", trial " + result.number() + ": " + values(result)
                + ": " + what);
    }

    static String figure(String name, double value) {
        return TrainReport.line(name, value);
    }

    static String values(TrialResult result) {
        return result.values().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + cell(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /// A value as short as it is clear.
    static String cell(Object value) {
        return value instanceof Double number ? String.format(Locale.ROOT, "%.4g", number) : value.toString();
    }
}
