package jacobian.keras.models;

import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.StepProbe;
import jacobian.keras.layers.LayerOutputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// One step of a model as a program: what its `trainStep` or `testStep` does.
final class StepProgram {
    private final Model model;
    private final Trainer.Task task;
    private final DefaultStep step;
    private final List<StepProbe> probes;
    private final Function<List<Tensor>, StepData> data;
    private final Compiled compiled;
    private volatile List<String> names = List.of();
    private volatile List<Integer> counts = List.of();
    private volatile boolean own;

    /// `data` gives the arguments of the program as a batch.
    StepProgram(Model model, Trainer.Key key, DefaultStep step, Function<List<Tensor>, StepData> data) {
        this.model = model;
        this.task = key.task();
        this.probes = key.probes();
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

    /// How many of the results after those that have names belong to each probe.
    List<Integer> counts() {
        return counts;
    }

    /// Whether the step is one of the model's own.
    boolean isOwn() {
        return own;
    }

    private List<Tensor> trace(List<Tensor> arguments) {
        var batch = data.apply(arguments);
        if (probes.isEmpty()) {
            return traceStep(batch);
        }
        try (var outputs = new LayerOutputs(Model.class::isInstance)) {
            var results = new ArrayList<>(traceStep(batch));
            var traced = new ProbedStep(step, batch, outputs.all());
            var asked = probes.stream().map(probe -> probe.trace(traced)).toList();
            counts = asked.stream().map(List::size).toList();
            asked.forEach(results::addAll);
            return results;
        }
    }

    private List<Tensor> traceStep(StepData batch) {
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
