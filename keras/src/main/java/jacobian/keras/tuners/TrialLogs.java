package jacobian.keras.tuners;

import jacobian.keras.callbacks.TensorBoard;
import jacobian.keras.metrics.Accumulator.Direction;
import jacobian.keras.tensorboard.ComparedMetric;
import jacobian.keras.tensorboard.Hyperparameter;
import jacobian.keras.tensorboard.SummaryWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What TensorBoard is told of a search: a folder for each trial, with its hyperparameters, and what is compared.
record TrialLogs(Path folder) {
    private static final String EVENTS = "events.out.tfevents.";

    /// The folder of a trial, or of one of its several executions.
    Path of(int trial, int execution, int executions) {
        var run = folder.resolve("trial-%04d".formatted(trial));
        return executions == 1 ? run : run.resolve("execution-" + execution);
    }

    /// What logs a run into `run`; what an earlier process has left of it is removed.
    static TensorBoard begin(Path run, Map<String, ?> values) {
        clear(run);
        return new TensorBoard(run).hparams(values);
    }

    private static void clear(Path run) {
        if (!Files.isDirectory(run)) {
            return;
        }
        try (var files = Files.walk(run)) {
            for (var file : files.filter(each -> each.getFileName().toString().startsWith(EVENTS))
                    .toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + run + ": " + e.getMessage(), e);
        }
    }

    /// Says what the search is about, in place of the file `before`; the name of the file.
    String experiment(List<Tunable> space, Objective objective, String before) {
        try (var writer = new SummaryWriter(folder)) {
            writer.hparamsConfig(hyperparameters(space), metrics(objective));
            if (before.startsWith(EVENTS)) {
                Files.deleteIfExists(folder.resolve(before));
            }
            return writer.file().getFileName().toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + before + " in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static List<ComparedMetric> metrics(Objective objective) {
        var metrics = new ArrayList<ComparedMetric>();
        boolean validates = objective.name().startsWith("val_");
        var name = validates ? objective.name().substring(4) : objective.name();
        metrics.add(new ComparedMetric(validates ? "validation" : "train", "epoch_" + name));
        for (var each :
                List.of(new ComparedMetric("validation", "epoch_loss"), new ComparedMetric("train", "epoch_loss"))) {
            if (!metrics.contains(each) && (validates || each.folder().equals("train"))) {
                metrics.add(each);
            }
        }
        return metrics;
    }

    /// One for each name: where several domains share it, nothing is said of its values.
    private static List<Hyperparameter> hyperparameters(List<Tunable> space) {
        var all = new LinkedHashMap<String, Hyperparameter>();
        for (var tunable : space) {
            var one = hyperparameter(tunable.name(), tunable.domain());
            all.merge(tunable.name(), one, (a, b) -> a.equals(b) ? a : Hyperparameter.of(tunable.name()));
        }
        return List.copyOf(all.values());
    }

    private static Hyperparameter hyperparameter(String name, Domain<?> domain) {
        return switch (domain) {
            case Domain.Whole whole -> Hyperparameter.between(name, whole.least(), whole.most());
            case Domain.Real real -> Hyperparameter.between(name, real.least(), real.most());
            case Domain.Choice<?> choice ->
                Hyperparameter.of(
                        name, choice.options().stream().map(Domain::plain).toList());
            case Domain.Truth _ -> Hyperparameter.of(name, List.of(false, true));
            case Domain.Fixed<?> fixed -> Hyperparameter.of(name, List.of(Domain.plain(fixed.value())));
        };
    }

    /// What a direction is called in tables.
    static String words(Direction direction) {
        return switch (direction) {
            case UP -> "larger is better";
            case DOWN -> "smaller is better";
        };
    }
}
