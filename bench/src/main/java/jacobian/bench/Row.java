package jacobian.bench;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// What one benchmark found for one case: `name` is the benchmark, `detail` the case (empty where there is but
/// one).
public record Row(String name, String framework, String detail, int threads, Map<Measure, Double> measures) {
    /// Checks that every figure is one.
    ///
    /// @throws IllegalArgumentException if a figure is not finite
    public Row {
        measures.forEach((measure, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(name + " " + detail + ": " + measure.key() + " is " + value
                        + ": leave out what was not measured");
            }
        });
        measures = Map.copyOf(measures);
    }

    /// A row of ours.
    static Row ours(String name, String detail, int threads, Map<Measure, Double> measures) {
        return new Row(name, "jacobian", detail, threads, measures);
    }

    /// The members of the row in JSON, figures rounded to six digits.
    SequencedMap<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("name", name);
        members.put("framework", framework);
        if (!detail.isEmpty()) {
            members.put("detail", detail);
        }
        members.put("threads", threads);
        sorted().forEach((measure, value) -> members.put(measure.key(), value));
        return members;
    }

    /// The figures in the order of [Measure].
    Map<Measure, Double> sorted() {
        var sorted = new EnumMap<Measure, Double>(Measure.class);
        sorted.putAll(measures);
        return sorted;
    }
}
