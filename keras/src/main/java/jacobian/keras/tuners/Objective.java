package jacobian.keras.tuners;

import jacobian.keras.metrics.Accumulator;
import jacobian.keras.metrics.Accumulator.Direction;
import jacobian.keras.metrics.Metrics;
import java.util.List;
import java.util.Optional;

/// The logged number by which trials are compared, and which way is better.
public record Objective(String name, Direction direction) {
    private static final List<String> FALLING = List.of("loss", "error", "divergence", "entropy", "poisson", "hinge");

    /// The number logged as `name`, such as `val_loss`, whose name tells which way is better.
    ///
    /// @throws IllegalArgumentException where it does not: [#min] and [#max] say it
    public static Objective of(String name) {
        var metric = name.startsWith("val_") ? name.substring(4) : name;
        return new Objective(
                name,
                Direction.grows(metric)
                        ? Direction.UP
                        : FALLING.stream().anyMatch(metric::endsWith)
                                ? Direction.DOWN
                                : ofMetric(metric)
                                        .orElseThrow(() -> new IllegalArgumentException("whether \"" + name
                                                + "\" is better large or small its name does not tell: write"
                                                + " Objective.max(\"" + name + "\") or Objective.min(\"" + name
                                                + "\")")));
    }

    private static Optional<Direction> ofMetric(String name) {
        try {
            return Metrics.of(name) instanceof Accumulator metric ? metric.direction() : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /// The number logged as `name`, the smaller the better.
    public static Objective min(String name) {
        return new Objective(name, Direction.DOWN);
    }

    /// The number logged as `name`, the larger the better.
    public static Objective max(String name) {
        return new Objective(name, Direction.UP);
    }

    /// Whether `value` is better than `than`; a number is better than NaN.
    public boolean isBetter(double value, double than) {
        return Double.isNaN(than)
                ? !Double.isNaN(value)
                : switch (direction) {
                    case UP -> value > than;
                    case DOWN -> value < than;
                };
    }
}
