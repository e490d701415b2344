package jacobian.keras.tensorboard;

import java.util.List;
import java.util.Optional;

/// A hyperparameter of an experiment, and which values it may have; [#of(String)] where nobody says.
///
/// @param values the values that are tried: numbers, strings or truth values, all of one kind
/// @param interval the numbers between which it lies
public record Hyperparameter(String name, List<Object> values, Optional<Interval> interval) {
    public Hyperparameter {
        values = List.copyOf(values);
    }

    /// Two numbers, both included.
    public record Interval(double least, double most) {
        public Interval {
            if (!(least <= most)) {
                throw new IllegalArgumentException("an interval from " + least + " to " + most + " is empty");
            }
        }
    }

    /// A hyperparameter with any values.
    public static Hyperparameter of(String name) {
        return new Hyperparameter(name, List.of(), Optional.empty());
    }

    /// A hyperparameter with the given values.
    public static Hyperparameter of(String name, List<?> values) {
        return new Hyperparameter(name, List.copyOf(values), Optional.empty());
    }

    /// A number from `least` to `most`.
    public static Hyperparameter between(String name, double least, double most) {
        return new Hyperparameter(name, List.of(), Optional.of(new Interval(least, most)));
    }
}
