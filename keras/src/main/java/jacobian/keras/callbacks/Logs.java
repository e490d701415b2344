package jacobian.keras.callbacks;

import java.util.Map;

/// Loss and metrics so far, by name. Nothing is computed before somebody asks.
public interface Logs {
    /// All of them: `loss` first.
    Map<String, Double> all();

    /// The one called `name`.
    default double get(String name) {
        var value = all().get(name);
        if (value == null) {
            throw new IllegalArgumentException("nothing is logged as \"" + name + "\": there are " + all().keySet());
        }
        return value;
    }
}
