package jacobian.keras.models;

import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// One step of a model as a program: what its `trainStep` or `testStep` does.
final class StepProgram {
    private final Model model;
    private final Trainer.Task task;
    private final DefaultStep step;
    private final Function<List<Tensor>, StepData> data;
    private final Compiled compiled;
    private volatile List<String> names = List.of();
    private volatile boolean own;

    /// `data` gives the arguments of the program as a batch.
    StepProgram(Model model, Trainer.Task task, DefaultStep step, Function<List<Tensor>, StepData> data) {
        this.model = model;
        this.task = task;
        this.step = step;
        this.data = data;
        this.compiled = Compiled.of(this::trace);
    }

    Compiled compiled() {
        return compiled;
    }

    /// What the results of the program are called; empty where the metrics say all that is to be logged.
    List<String> names() {
        return names;
    }

    /// Whether the step is one of the model's own.
    boolean isOwn() {
        return own;
    }

    private List<Tensor> trace(List<Tensor> arguments) {
        var batch = data.apply(arguments);
        step.begin();
        var logs = task == Trainer.Task.TEST ? model.testStep(batch) : model.trainStep(batch);
        own = task != Trainer.Task.TEST && !step.isTaken();
        if (task == Trainer.Task.PROBE) {
            return own ? loss(logs) : step.squares();
        }
        if (step.isLast(logs)) {
            names = List.of();
            return List.of();
        }
        names = List.copyOf(logs.keySet());
        return List.copyOf(logs.values());
    }

    private static List<Tensor> loss(Map<String, Tensor> logs) {
        var loss = logs.get("loss");
        return loss == null ? List.of() : List.of(loss);
    }
}
