package jacobian.keras.tuners;

import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.TensorBoard;
import jacobian.keras.config.Session;
import jacobian.keras.data.Dataset;
import jacobian.keras.models.FitOptions;
import jacobian.keras.models.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A trial that runs: its model is made, then trained, once or several times.
final class TrialRun {
    private static final System.Logger LOG = System.getLogger(TrialRun.class.getName());

    /// What all trials of a search have in common.
    ///
    /// @param isStopped whether the search is to end
    record Plan(
            Function<Trial, Model> build,
            BiConsumer<Trial, FitOptions> options,
            Dataset data,
            Objective objective,
            long seed,
            int executions,
            WeightStore weights,
            Optional<TrialLogs> logs,
            BooleanSupplier isStopped) {}

    private final Plan plan;
    private final Assignment assignment;
    private final Trial trial;
    private @Nullable Model model;
    private @Nullable Session session;
    private @Nullable Throwable failure;

    /// Makes the model of a trial, with values from `source`.
    ///
    /// @throws MissingObjectiveException where no trial can have a score
    TrialRun(Plan plan, Assignment assignment, Trial.Source source) {
        this.plan = plan;
        this.assignment = assignment;
        this.trial = new Trial(assignment.number(), source);
        try {
            prepare(0);
        } catch (MissingObjectiveException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            failure = e;
        }
    }

    Trial trial() {
        return trial;
    }

    /// Makes the model of an execution, and asks for the hyperparameters of its training.
    private void prepare(int execution) {
        // Weights, dropout and shuffling follow from the seed, whatever other trials do meanwhile.
        var own = new Session(Draws.seed(plan.seed(), assignment.number(), execution));
        session = own;
        model = own.call(() -> {
            var made = plan.build().apply(trial);
            var options = FitOptions.of(fit -> plan.options().accept(trial, fit));
            if (plan.objective().name().startsWith("val_") && !options.hasValidation()) {
                throw new MissingObjectiveException(plan.objective().name() + " is not logged without validation:"
                        + " search with fit -> fit.validation(data) or fit.validationSplit(0.1), or by another"
                        + " objective");
            }
            return made;
        });
    }

    /// Trains, and says how it ended; empty where the search ended before.
    Optional<TrialResult> run() {
        var watches = new ArrayList<TrialWatch>();
        int best = 0;
        try {
            rethrow();
            for (int execution = 0; execution < plan.executions(); execution++) {
                if (execution > 0) {
                    prepare(execution);
                }
                var watch = train(execution);
                if (watch.isAbandoned()) {
                    return Optional.empty();
                }
                if (watch.epoch() < 0) {
                    return Optional.of(failed(plan.objective().name() + " was never a number"));
                }
                watches.add(watch);
                best = plan.objective()
                                .isBetter(watch.score(), watches.get(best).score())
                        ? execution
                        : best;
            }
        } catch (MissingObjectiveException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            if (plan.isStopped().getAsBoolean()) {
                return Optional.empty();
            }
            LOG.log(System.Logger.Level.DEBUG, trial + " failed", e);
            failure = e;
            return Optional.of(failed(reason(e)));
        }
        plan.weights().put(trial.number(), model(), watches.get(best).weights());
        return Optional.of(result(watches, best));
    }

    private void rethrow() {
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {}
        }
    }

    /// Why it failed, where that was an exception.
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null || e.getMessage().isBlank() ? e.toString() : e.getMessage();
    }

    private TrialResult failed(String reason) {
        return TrialResult.failed(trial.number(), trial.values(), assignment.stage(), reason);
    }

    private Model model() {
        if (model == null) {
            throw new IllegalStateException(trial + " has no model");
        }
        return model;
    }

    private TrialWatch train(int execution) {
        var trained = model();
        var watch = new TrialWatch(
                plan.objective(),
                plan.isStopped(),
                () -> assignment.from().ifPresent(from -> plan.weights().restore(from, trained)));
        var folder = plan.logs().map(each -> each.of(trial.number(), execution, plan.executions()));
        var logs = folder.map(each -> TrialLogs.begin(each, logged()));
        var history = session().call(() -> trained.fit(plan.data(), fit -> options(fit, watch, logs)));
        if (history.isInterrupted()) {
            watch.abandon();
        }
        return watch;
    }

    private Session session() {
        if (session == null) {
            throw new IllegalStateException(trial + " has no session");
        }
        return session;
    }

    /// What a log says of the trial: its values, and its place in the search.
    private Map<String, Object> logged() {
        var values = new LinkedHashMap<String, Object>(trial.values());
        assignment.stage().ifPresent(stage -> values.putAll(stage.values()));
        return values;
    }

    private void options(FitOptions fit, TrialWatch watch, Optional<TensorBoard> logs) {
        plan.options().accept(trial, fit);
        var callbacks = new ArrayList<Callback>(fit.callbacks());
        logs.ifPresent(callbacks::add);
        callbacks.add(watch);
        fit.callbacks(callbacks.toArray(Callback[]::new));
        assignment.stage().ifPresent(stage -> fit.epochs(stage.epochs()).initialEpoch(stage.initialEpoch()));
    }

    /// Means over the executions.
    private TrialResult result(List<TrialWatch> watches, int best) {
        var metrics = new LinkedHashMap<String, Double>();
        for (var name : watches.getFirst().metrics().keySet()) {
            metrics.put(
                    name,
                    watches.stream()
                            .mapToDouble(each -> each.metrics().getOrDefault(name, Double.NaN))
                            .average()
                            .orElseThrow());
        }
        double score = watches.stream().mapToDouble(TrialWatch::score).average().orElseThrow();
        return new TrialResult(
                trial.number(),
                trial.values(),
                assignment.stage(),
                score,
                metrics,
                watches.get(best).epoch(),
                best,
                "");
    }
}
