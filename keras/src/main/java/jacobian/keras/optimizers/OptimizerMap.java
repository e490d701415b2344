package jacobian.keras.optimizers;

import jacobian.engine.tensor.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Which optimizer trains which weight, by the weight's name: an exact name first, else the one regular
/// expression that matches all of it, else the default.
///
/// ```java
/// new OptimizerMap(new SGD(0.1)).put("encoder/.*", new Adam())
/// ```
public final class OptimizerMap implements Function<Variable, Optimizer> {
    private final Optimizer defaultOptimizer;
    private final Map<String, Optimizer> byName = new LinkedHashMap<>();

    public OptimizerMap(Optimizer defaultOptimizer) {
        this.defaultOptimizer = defaultOptimizer;
    }

    /// Lets `optimizer` train weights whose whole name is `name` or matches it as a regular expression.
    public OptimizerMap put(String name, Optimizer optimizer) {
        if (byName.putIfAbsent(name, optimizer) != null) {
            throw new IllegalArgumentException("\"" + name + "\" has an optimizer already: " + byName.get(name));
        }
        return this;
    }

    @Override
    public Optimizer apply(Variable weight) {
        var exact = byName.get(weight.name());
        if (exact != null) {
            return exact;
        }
        var matching = byName.entrySet().stream()
                .filter(each -> weight.name().matches(each.getKey()))
                .toList();
        if (matching.size() > 1) {
            throw new IllegalArgumentException(weight + " matches several names: "
                    + matching.stream().map(Map.Entry::getKey).toList());
        }
        return matching.isEmpty() ? defaultOptimizer : matching.get(0).getValue();
    }

    /// The optimizer of weights that no name matches.
    public Optimizer defaultOptimizer() {
        return defaultOptimizer;
    }

    /// The others by the name or expression that they were given for.
    public Map<String, Optimizer> byName() {
        return Collections.unmodifiableMap(byName);
    }

    /// All optimizers, the default last.
    List<Optimizer> optimizers() {
        var all = new ArrayList<Optimizer>();
        byName.values().stream().filter(each -> !all.contains(each)).forEach(all::add);
        if (!all.contains(defaultOptimizer)) {
            all.add(defaultOptimizer);
        }
        return all;
    }
}
