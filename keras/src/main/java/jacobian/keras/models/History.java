package jacobian.keras.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a run of [Model#fit] has logged: loss and metrics of each epoch.
public final class History {
    private final List<Integer> epochs = new ArrayList<>();
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private boolean interrupted;
    private long samples;
    private double seconds;

    History() {}

    void add(int epoch, Map<String, Double> logs) {
        epochs.add(epoch);
        logs.forEach((name, value) ->
                values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
    }

    /// As a JSON tree.
    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("epochs", epochs);
        tree.put("values", values);
        tree.put("samples", samples);
        tree.put("seconds", seconds);
        return tree;
    }

    /// Becomes what [#tree] gave.
    void restore(Map<String, ?> tree) {
        epochs.clear();
        values.clear();
        if (tree.get("epochs") instanceof List<?> list) {
            list.forEach(each -> epochs.add(((Number) each).intValue()));
        }
        if (tree.get("values") instanceof Map<?, ?> map) {
            map.forEach((name, list) -> values.put(
                    String.valueOf(name),
                    new ArrayList<>(
                            ((List<?>) list).stream().map(Double.class::cast).toList())));
        }
        samples = tree.get("samples") instanceof Number number ? number.longValue() : 0;
        seconds = tree.get("seconds") instanceof Number number ? number.doubleValue() : 0;
    }

    void trainedOn(long samples, double seconds) {
        this.samples += samples;
        this.seconds += seconds;
    }

    void interrupt() {
        interrupted = true;
    }

    /// The numbers of the epochs that ran to their end, counted from 0.
    public List<Integer> epochs() {
        return Collections.unmodifiableList(epochs);
    }

    /// All that was logged: for each name one value an epoch, for names that begin with `val_` one a validation.
    public Map<String, List<Double>> history() {
        return Collections.unmodifiableMap(values);
    }

    /// The values called `name`.
    public List<Double> get(String name) {
        var found = values.get(name);
        if (found == null) {
            throw new IllegalArgumentException("nothing is logged as \"" + name + "\": there are " + values.keySet());
        }
        return Collections.unmodifiableList(found);
    }

    /// The last value called `name`.
    public double last(String name) {
        return get(name).getLast();
    }

    /// Whether the thread was interrupted; the model has the weights of the last whole step.
    public boolean isInterrupted() {
        return interrupted;
    }

    /// How many examples the steps of training took.
    public long samples() {
        return samples;
    }

    /// How long the steps of training took, validation not included.
    public double seconds() {
        return seconds;
    }

    @Override
    public String toString() {
        return "History" + values;
    }
}
