package jacobian.cli;

import jacobian.keras.losses.Loss;
import jacobian.keras.losses.Losses;
import jacobian.keras.losses.Measure;
import jacobian.keras.metrics.Metrics;
import jacobian.keras.models.Model;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.Optimizers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a model is compiled with, of the names on a command line.
///
/// @param loss empty for that of the task
/// @param metrics none for that of the task
record Compilation(Optimizer optimizer, Optional<Loss> loss, List<Measure> metrics) {
    /// Refuses names that there are not.
    static Compilation of(TrainOptions.Optimization wanted) {
        var name = wanted.optimizer().orElse(TrainOptions.OPTIMIZER);
        var optimizer = TrainCommand.named("--optimizer", () -> Optimizers.of(name));
        wanted.learningRate().ifPresent(optimizer::setLearningRate);
        var loss = wanted.loss().map(each -> TrainCommand.named("--loss", () -> Losses.of(each)));
        var metrics = new ArrayList<Measure>();
        wanted.metrics().forEach(each -> metrics.add(TrainCommand.named("--metrics", () -> Metrics.of(each))));
        return new Compilation(optimizer, loss, metrics);
    }

    /// Compiles `model` for the task of `data`; whether its loss wants one-hot rows.
    boolean compile(Model model, TrainData data) {
        var measured = metrics.isEmpty() ? List.of(Metrics.of(data.isClassified() ? "accuracy" : "mae")) : metrics;
        var wanted = loss.orElseGet(() -> Losses.of(Targets.standardLoss(model, data.isClassified())));
        model.compile(optimizer, wanted, measured.toArray(Measure[]::new));
        return Targets.wantsOneHot(wanted);
    }
}
