package jacobian.keras.callbacks;

import jacobian.keras.metrics.Accumulator.Direction;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The logged number that a callback watches, and which of its values are better.
final class Monitor {
    private static final System.Logger LOG = System.getLogger(Monitor.class.getName());

    String name = "val_loss";
    double minDelta;
    EarlyStopping.Mode mode = EarlyStopping.Mode.AUTO;
    private boolean warned;

    /// The value in `logs`; where there is none a warning says so, once. `what` is what depends on it.
    Optional<Double> value(Map<String, Double> logs, String what) {
        var value = Optional.ofNullable(logs.get(name));
        if (value.isEmpty() && !warned) {
            warned = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} watches \"{1}\", which is not logged: there are {2}",
                    what,
                    name,
                    logs.keySet());
        }
        return value;
    }

    /// Whether `value` is better than `reference` by more than the least difference that counts.
    boolean isBetter(Training training, double value, OptionalDouble reference) {
        if (reference.isEmpty()) {
            return true;
        }
        boolean larger = switch (mode) {
            case MIN -> false;
            case MAX -> true;
            case AUTO -> training.direction(name).map(Direction.UP::equals).orElseGet(() -> Direction.grows(name));
        };
        return larger ? value - minDelta > reference.getAsDouble() : value + minDelta < reference.getAsDouble();
    }
}
