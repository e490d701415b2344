package jacobian.keras.models;

import jacobian.engine.backend.Buffer;
import jacobian.engine.tensor.Compiled;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Updates;
import jacobian.keras.metrics.Accumulator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What steps log: the results of the metrics, read when somebody asks, or what a step of the model's own
/// returned
/// last.
final class StepLogs {
    private final Objective objective;
    private @Nullable Compiled results;
    private @Nullable Compiled reset;
    private int resetVariables;
    private List<String> names = List.of();
    private Buffer[] values = {};

    StepLogs(Objective objective) {
        this.objective = objective;
    }

    /// Keeps what a step has returned; without names the metrics say it.
    void note(List<String> names, Buffer... values) {
        this.names = names;
        this.values = values;
    }

    /// Whether the loss is a number so far; where the metrics say it, without making an object.
    boolean isFinite() {
        return names.isEmpty()
                ? objective.isFinite()
                : Double.isFinite(results().getOrDefault("loss", 0.0));
    }

    /// Loss and metrics since the last [#reset], by name.
    Map<String, Double> results() {
        var logs = objective.logs();
        if (!names.isEmpty()) {
            return byName(names, List.of(values).stream().map(Tensor::of).toList());
        }
        var program = results;
        if (program == null) {
            program = Compiled.of(
                    _ -> logs.values().stream().map(Accumulator::result).toList());
            results = program;
        }
        return byName(List.copyOf(logs.keySet()), program.apply());
    }

    private static Map<String, Double> byName(List<String> names, List<Tensor> values) {
        var byName = new LinkedHashMap<String, Double>();
        for (int i = 0; i < names.size(); i++) {
            var value = values.get(i);
            byName.put(
                    names.get(i),
                    value.rank() == 0 ? value.item() : value.mean().item());
        }
        return byName;
    }

    /// Begins loss and metrics anew.
    void reset() {
        note(List.of());
        var program = reset;
        // Some metrics know the shapes of their variables from the first batch on.
        int variables = objective.logs().values().stream()
                .mapToInt(each -> each.variables().size())
                .sum();
        if (program == null || resetVariables != variables) {
            program = Compiled.of(_ -> {
                Updates.with(updates -> objective.logs().values().forEach(each -> each.reset(updates)));
                return List.of();
            });
            reset = program;
            resetVariables = variables;
        }
        program.run();
    }
}
