package jacobian.bench.peers;

import java.util.Map;
import java.util.TreeMap;

/// What one framework showed in one section: `figures` by their names, or none and the reason in `note`.
///
/// @param section what was measured: `training`, `latency`, ...
/// @param workload on which network; empty where that says nothing
/// @param framework `jacobian`, or as [Peer#framework]
/// @param version of the framework, as it says itself
/// @param threads how many it had
/// @param figures each by its name, such as `samples_per_second`
/// @param note why there are none; empty where there are
record Result(
        String section,
        String workload,
        String framework,
        String version,
        int threads,
        Map<String, Double> figures,
        String note) {
    static final String OURS = "jacobian";
    static final String LOSS = "loss";
    static final String LOSS_IN_FLOAT64 = "loss in float64";

    /// @throws IllegalArgumentException if a figure is not finite
    Result {
        figures.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(framework + ", " + workload + ": " + name + " is " + value);
            }
        });
        figures = new TreeMap<>(figures);
    }

    /// Nothing, and why.
    static Result missing(String section, String workload, String framework, int threads, String note) {
        return new Result(section, workload, framework, "", threads, Map.of(), note);
    }

    boolean isMissing() {
        return figures.isEmpty();
    }

    boolean isOurs() {
        return framework.equals(OURS);
    }

    /// A figure by its name; 0 where there is none.
    double figure(String name) {
        return figures.getOrDefault(name, 0.0);
    }

    boolean has(String name) {
        return figures.containsKey(name);
    }
}
