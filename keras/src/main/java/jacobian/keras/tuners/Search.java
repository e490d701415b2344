package jacobian.keras.tuners;

import jacobian.keras.config.Checks;
import jacobian.keras.config.Seeds;
import jacobian.keras.config.Session;
import jacobian.keras.data.Dataset;
import jacobian.keras.models.FitOptions;
import jacobian.keras.models.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A search for good hyperparameters: many models are made by one function of a [Trial], trained and compared.
///
/// ```java
/// var search = new RandomSearch(trial -> model(trial), "val_loss").maxTrials(20).parallel(2);
/// search.run(train, fit -> fit.epochs(5).validation(test));
/// IO.println(search.summary());
/// var model = search.best().model();
/// ```
///
/// What comes out depends on the seed alone: several trials at a time give the same results as one after the
/// other. With a [#directory] a search that was killed goes on after its last finished trial; one that was
/// running is begun again. A trial that fails, by an exception or a loss that is no number, is recorded with the
/// reason, and the search goes on.
///
/// @param <S> the kind of search
public abstract sealed class Search<S extends Search<S>>
        permits RandomSearch, GridSearch, BayesianOptimization, Hyperband {
    private final Function<Trial, Model> build;
    private final Objective objective;
    private OptionalLong seed = OptionalLong.empty();
    private int executionsPerTrial = 1;
    private int parallel = 1;
    private int maxConsecutiveFailedTrials = 3;
    private boolean overwrite;
    private Optional<Path> directory = Optional.empty();
    private Optional<TrialLogs> logs = Optional.empty();
    private Consumer<Trial> onTrialBegin = _ -> {};
    private Consumer<TrialResult> onTrialEnd = _ -> {};

    private @Nullable SearchLoop loop;

    Search(Function<Trial, Model> build, Objective objective) {
        this.build = build;
        this.objective = objective;
    }

    abstract S self();

    /// What this search has to say beside the settings of all.
    abstract Map<String, Object> ownSettings();

    /// The next trial that can begin; empty where none can before a running one has ended.
    abstract Optional<Assignment> next(Board board);

    /// The first of `maxTrials` trials that is neither running nor recorded, with values of its own.
    static Optional<Assignment> open(int maxTrials, Board board) {
        return IntStream.range(0, maxTrials)
                .takeWhile(board::counts)
                .filter(board::isOpen)
                .mapToObj(number -> new Assignment(number, Optional.empty()))
                .findFirst();
    }

    /// Where the values of a trial come from, at the given attempt to find new ones; empty where there are no more.
    Optional<Trial.Source> source(Assignment assignment, int attempt, TrialRun.Plan plan, Board board) {
        return Optional.of(
                assignment.from().isPresent()
                        ? Trial.known(board.values(assignment.from().getAsInt()))
                        : Trial.drawn(plan.seed(), assignment.number(), attempt));
    }

    /// Sets what all that is random follows from: hyperparameters, initial weights, dropout, shuffling. Unless
    /// set it follows from [Seeds].
    public S seed(long seed) {
        this.seed = OptionalLong.of(seed);
        return self();
    }

    /// Sets how often a trial trains its model, from other initial weights; the score is the mean. 1 unless set.
    public S executionsPerTrial(int executions) {
        this.executionsPerTrial = Checks.positive("executions_per_trial", executions);
        return self();
    }

    /// Sets how many trials run at a time; 1 unless set. The results are the same for any number.
    public S parallel(int trials) {
        this.parallel = Checks.positive("parallel", trials);
        return self();
    }

    /// Sets after how many failed trials in a row the search ends; 3 unless set.
    public S maxConsecutiveFailedTrials(int trials) {
        this.maxConsecutiveFailedTrials = Checks.positive("max_consecutive_failed_trials", trials);
        return self();
    }

    /// Sets the folder that keeps what a killed search goes on from, and the weights of the best epoch of each
    /// trial; made where it is missing. Unless set, weights are kept in memory.
    public S directory(Path directory) {
        this.directory = Optional.of(directory);
        return self();
    }

    /// Sets whether a search that is in the [#directory] is forgotten; this one goes on with it unless set.
    public S overwrite(boolean overwrite) {
        this.overwrite = overwrite;
        return self();
    }

    /// Logs each trial with its hyperparameters into a folder of its own below `logs`, `trial-0000` and so on,
    /// for `jac dashboard` and the HParams panel of TensorBoard.
    public S logs(Path logs) {
        this.logs = Optional.of(new TrialLogs(logs));
        return self();
    }

    /// Sets what is done when the model of a trial is made and is about to be trained, one trial after the other.
    public S onTrialBegin(Consumer<Trial> action) {
        this.onTrialBegin = action;
        return self();
    }

    /// Sets what is done when a trial has ended and is recorded, one trial after the other.
    public S onTrialEnd(Consumer<TrialResult> action) {
        this.onTrialEnd = action;
        return self();
    }

    /// Searches: each trial trains on `train` as `fit` says, `search.run(train, fit -> fit.epochs(5)
    /// .validation(test))`. A second call goes on with what is left.
    ///
    /// `fit` is asked anew for each trial, so that callbacks that it makes belong to that trial.
    ///
    /// @throws IllegalStateException where too many trials in a row failed, or the directory holds another search
    public S run(Dataset train, Consumer<FitOptions> fit) {
        return run(train, (_, options) -> fit.accept(options));
    }

    /// As [#run(Dataset, Consumer)], where training has hyperparameters too: `search.run(train, (trial, fit) ->
    /// fit.batchSize(trial.choice("batch", 32, 64)))`.
    public S run(Dataset train, BiConsumer<Trial, FitOptions> fit) {
        directory.ifPresent(Search::make);
        var begun = loop;
        if (begun == null) {
            begun = open();
            loop = begun;
        }
        var plan = new TrialRun.Plan(
                build,
                fit,
                train,
                objective,
                begun.seed(),
                executionsPerTrial,
                begun.weights(),
                logs,
                begun::isStopped);
        begun.run(this, plan, parallel);
        return self();
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private SearchLoop open() {
        var found = overwrite ? Optional.<StateFile>empty() : directory.flatMap(StateFile::read);
        var settings = settings();
        if (found.isEmpty()) {
            settings.put("seed", seed.orElseGet(Seeds::next));
            return new SearchLoop(settings, directory, List.of(), "");
        }
        var state = found.get();
        settings.put(
                "seed",
                seed.orElseGet(
                        () -> ((Number) Objects.requireNonNull(state.settings().get("seed"))).longValue()));
        settings.forEach((name, value) -> {
            var other = state.settings().get(name);
            if (!value.toString().equals(String.valueOf(other))) {
                throw new IllegalStateException(directory.orElseThrow() + " holds a search whose " + name + " is "
                        + other + ", and this one has " + value
                        + ": use the same, overwrite(true), or another directory");
            }
        });
        return new SearchLoop(settings, directory, state.trials(), state.experiment());
    }

    private Map<String, Object> settings() {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("search", getClass().getSimpleName());
        settings.put("objective", objective.name());
        settings.put("direction", objective.direction().name());
        settings.put("executions_per_trial", executionsPerTrial);
        settings.putAll(ownSettings());
        return settings;
    }

    /// Reads the trials of a search that is in the [#directory], without going on with it.
    ///
    /// @throws IllegalStateException where there is none, or another one
    public S reload() {
        if (directory.flatMap(StateFile::read).isEmpty()) {
            throw new IllegalStateException(
                    "there is no search in " + directory.map(Path::toString).orElse("memory") + ": run one first");
        }
        loop = open();
        return self();
    }

    /// Ends a [#run] that is going on in another thread, after its batches: trials that run are not recorded.
    public void stop() {
        var running = loop;
        if (running != null) {
            running.stop();
        }
    }

    // ---- results ----

    /// The number by which trials are compared.
    public Objective objective() {
        return objective;
    }

    int maxConsecutiveFailedTrials() {
        return maxConsecutiveFailedTrials;
    }

    Optional<TrialLogs> logs() {
        return logs;
    }

    void begun(Trial trial) {
        onTrialBegin.accept(trial);
    }

    void ended(TrialResult result) {
        onTrialEnd.accept(result);
    }

    /// All trials that have ended, by number.
    public List<TrialResult> trials() {
        return loop == null ? List.of() : loop.trials();
    }

    /// The trials that came to a score, the best first; of equal ones the earlier.
    public List<TrialResult> ranked() {
        Comparator<TrialResult> byScore = (a, b) ->
                objective.isBetter(a.score(), b.score()) ? -1 : objective.isBetter(b.score(), a.score()) ? 1 : 0;
        return trials().stream()
                .filter(each -> !each.isFailed())
                .sorted(byScore.thenComparing(TrialResult::number))
                .toList();
    }

    /// All hyperparameters that trials have asked for.
    public List<Tunable> space() {
        return loop == null ? List.of() : loop.space();
    }

    /// The best trial and its model.
    ///
    /// @throws IllegalStateException where no trial came to a score
    public TunedModel best() {
        return best(1).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no trial has come to a score yet"));
    }

    /// The best `count` trials, or as many as there are, and their models.
    public List<TunedModel> best(int count) {
        return ranked().stream()
                .limit(count)
                .map(each -> new TunedModel(each, model(each)))
                .toList();
    }

    private Model model(TrialResult result) {
        var known = loop;
        if (known == null) {
            throw new IllegalStateException("this search has not run: call run or reload first");
        }
        var session = new Session(Draws.seed(known.seed(), result.number(), result.execution()));
        return session.call(() -> {
            var model = build.apply(new Trial(result.number(), Trial.known(result.values())));
            if (!model.isBuilt()) {
                known.data().ifPresent(data -> model.evaluate(data.take(1)));
            }
            known.weights().restore(result.number(), model);
            return model;
        });
    }

    /// The trials as a table, the best first, and why others failed.
    public String summary() {
        return ResultTable.of(getClass().getSimpleName(), objective, ranked(), trials());
    }
}
