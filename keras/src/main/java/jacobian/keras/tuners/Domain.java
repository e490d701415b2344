package jacobian.keras.tuners;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The values that a hyperparameter may have, and how likely each is: those of KerasTuner.
///
/// | Java | KerasTuner | values |
/// |---|---|---|
/// | `new Domain.Whole(32, 512).step(32)` | `Int` | whole numbers, both ends included |
/// | `new Domain.Real(1e-4, 1e-2).sampling(LOG)` | `Float` | numbers, of any or of equal distances |
/// | `new Domain.Choice<>("relu", "tanh")` | `Choice` | those named |
/// | `new Domain.Truth()` | `Boolean` | true and false |
/// | `new Domain.Fixed<>(64)` | `Fixed` | this one |
///
/// @param <T> what a value is
public sealed interface Domain<T> {
    /// The value for a number drawn from [0, 1).
    T at(double u);

    /// The middle of the numbers that give `value`.
    double part(T value);

    /// What the value is where nothing is searched for: the first one unless another was set.
    T initial();

    /// All values in order; empty where there are more than can be listed.
    List<T> values();

    /// The value that a file has as `plain`.
    ///
    /// @throws IllegalArgumentException where it is none of these
    T read(Object plain);

    /// As it is in files and logs: a whole number, a double, a truth value or a text.
    static Object plain(Object value) {
        return switch (value) {
            case Long number when number == number.intValue() -> number.intValue();
            case Short number -> number.intValue();
            case Byte number -> number.intValue();
            case Float number -> Double.parseDouble(number.toString());
            case Integer _, Long _, Double _, Boolean _, String _ -> value;
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            default -> value.toString();
        };
    }

    private static IllegalArgumentException foreign(Object value, Domain<?> domain) {
        return new IllegalArgumentException(value + " is none of " + domain);
    }

    /// Whole numbers from `least` to `most`.
    ///
    /// @param step the distance of two values, with a logarithmic sampling their ratio; empty for all between
    /// @param first what [#initial] is; empty for `least`
    record Whole(int least, int most, OptionalInt step, Sampling sampling, OptionalInt first)
            implements Domain<Integer> {
        public Whole {
            Steps.check(least, most, Steps.number(step), sampling);
            if (first.isPresent() && (first.getAsInt() < least || first.getAsInt() > most)) {
                throw new IllegalArgumentException(
                        "initial " + first.getAsInt() + " is not from " + least + " to " + most);
            }
        }

        /// All from `least` to `most`, alike.
        public Whole(int least, int most) {
            this(least, most, OptionalInt.empty(), Sampling.LINEAR, OptionalInt.empty());
        }

        /// With this distance, or with a logarithmic sampling this ratio, of two values.
        public Whole step(int step) {
            return new Whole(least, most, OptionalInt.of(step), sampling, first);
        }

        /// Sampled in this way.
        public Whole sampling(Sampling sampling) {
            return new Whole(least, most, step, sampling, first);
        }

        /// With this value where nothing is searched for.
        public Whole initial(int initial) {
            return new Whole(least, most, step, sampling, OptionalInt.of(initial));
        }

        private List<Double> steps() {
            return Steps.of(least, most, step.orElse(1), sampling);
        }

        private boolean isListed() {
            return step.isPresent() || sampling == Sampling.LINEAR;
        }

        @Override
        public Integer at(double u) {
            if (step.isPresent()) {
                var steps = steps();
                return (int) (steps.get(Steps.index(u, steps.size())) + 1e-6);
            }
            return Math.clamp((long) Math.floor(sampling.at(u, least, most + 1.0)), least, most);
        }

        @Override
        public double part(Integer value) {
            if (step.isPresent()) {
                return Steps.part(values().indexOf(value), values().size());
            }
            return sampling.part(value + 0.5, least, most + 1.0);
        }

        @Override
        public Integer initial() {
            return first.orElse(least);
        }

        @Override
        public List<Integer> values() {
            return isListed()
                    ? steps().stream().map(each -> (int) (each + 1e-6)).toList()
                    : IntStream.rangeClosed(least, most).boxed().toList();
        }

        @Override
        public Integer read(Object plain) {
            if (plain instanceof Integer value && value >= least && value <= most) {
                return value;
            }
            throw foreign(plain, this);
        }

        @Override
        public String toString() {
            return least + ".." + most + (step.isPresent() ? "/" + step.getAsInt() : "") + suffix(sampling);
        }
    }

    private static String suffix(Sampling sampling) {
        return switch (sampling) {
            case LINEAR -> "";
            case LOG -> " log";
            case REVERSE_LOG -> " reverse_log";
        };
    }

    /// Numbers from `least` to `most`.
    ///
    /// @param step the distance of two values, with a logarithmic sampling their ratio; empty for any number
    /// @param first what [#initial] is; empty for `least`
    record Real(double least, double most, OptionalDouble step, Sampling sampling, OptionalDouble first)
            implements Domain<Double> {
        public Real {
            Steps.check(least, most, step, sampling);
            if (first.isPresent() && !(first.getAsDouble() >= least && first.getAsDouble() <= most)) {
                throw new IllegalArgumentException(
                        "initial " + first.getAsDouble() + " is not from " + least + " to " + most);
            }
        }

        /// All from `least` to `most`, alike.
        public Real(double least, double most) {
            this(least, most, OptionalDouble.empty(), Sampling.LINEAR, OptionalDouble.empty());
        }

        /// With this distance, or with a logarithmic sampling this ratio, of two values.
        public Real step(double step) {
            return new Real(least, most, OptionalDouble.of(step), sampling, first);
        }

        /// Sampled in this way.
        public Real sampling(Sampling sampling) {
            return new Real(least, most, step, sampling, first);
        }

        /// With this value where nothing is searched for.
        public Real initial(double initial) {
            return new Real(least, most, step, sampling, OptionalDouble.of(initial));
        }

        @Override
        public Double at(double u) {
            if (step.isPresent()) {
                var values = values();
                return values.get(Steps.index(u, values.size()));
            }
            return Math.clamp(sampling.at(u, least, most), least, most);
        }

        @Override
        public double part(Double value) {
            if (step.isPresent()) {
                var values = values();
                return Steps.part(values.indexOf(value), values.size());
            }
            return least == most ? 0.5 : sampling.part(value, least, most);
        }

        @Override
        public Double initial() {
            return first.orElse(least);
        }

        @Override
        public List<Double> values() {
            return step.isPresent() ? Steps.of(least, most, step.getAsDouble(), sampling) : List.of();
        }

        @Override
        public Double read(Object plain) {
            if (plain instanceof Number number && number.doubleValue() >= least && number.doubleValue() <= most) {
                return number.doubleValue();
            }
            throw foreign(plain, this);
        }

        @Override
        public String toString() {
            return least + ".." + most + (step.isPresent() ? "/" + step.getAsDouble() : "") + suffix(sampling);
        }
    }

    /// One of `options`.
    ///
    /// @param first what [#initial] is; empty for the first one
    record Choice<T>(List<T> options, Optional<T> first) implements Domain<T> {
        public Choice {
            options = List.copyOf(options);
            if (options.isEmpty()
                    || options.stream().map(Domain::plain).distinct().count() < options.size()) {
                throw new IllegalArgumentException(
                        "a choice of " + options + ": needs different values, at least one of them");
            }
            if (first.isPresent() && !options.contains(first.get())) {
                throw new IllegalArgumentException("initial " + first.get() + " is none of " + options);
            }
        }

        /// One of these, all alike.
        @SafeVarargs
        @SuppressWarnings("varargs")
        public Choice(T... options) {
            this(List.of(options), Optional.empty());
        }

        /// With this value where nothing is searched for.
        public Choice<T> initial(T initial) {
            return new Choice<>(options, Optional.of(initial));
        }

        @Override
        public T at(double u) {
            return options.get(Steps.index(u, options.size()));
        }

        @Override
        public double part(T value) {
            return Steps.part(options.indexOf(value), options.size());
        }

        @Override
        public T initial() {
            return first.orElse(options.getFirst());
        }

        @Override
        public List<T> values() {
            return options;
        }

        @Override
        public T read(Object plain) {
            return options.stream()
                    .filter(each -> Domain.plain(each).equals(plain))
                    .findFirst()
                    .orElseThrow(() -> foreign(plain, this));
        }

        @Override
        public String toString() {
            return options.stream().map(each -> plain(each).toString()).collect(Collectors.joining("|"));
        }
    }

    /// True or false.
    record Truth(boolean initially) implements Domain<Boolean> {
        /// False where nothing is searched for.
        public Truth() {
            this(false);
        }

        @Override
        public Boolean at(double u) {
            return u >= 0.5;
        }

        @Override
        public double part(Boolean value) {
            return value ? 0.75 : 0.25;
        }

        @Override
        public Boolean initial() {
            return initially;
        }

        @Override
        public List<Boolean> values() {
            return List.of(false, true);
        }

        @Override
        public Boolean read(Object plain) {
            if (plain instanceof Boolean value) {
                return value;
            }
            throw foreign(plain, this);
        }

        @Override
        public String toString() {
            return "false|true";
        }
    }

    /// Always `value`: named, so that it stands with the others in tables and logs.
    record Fixed<T>(T value) implements Domain<T> {
        @Override
        public T at(double u) {
            return value;
        }

        @Override
        public double part(T value) {
            return 0.5;
        }

        @Override
        public T initial() {
            return value;
        }

        @Override
        public List<T> values() {
            return List.of(value);
        }

        @Override
        public T read(Object plain) {
            if (Domain.plain(value).equals(plain)) {
                return value;
            }
            throw foreign(plain, this);
        }

        @Override
        public String toString() {
            return plain(value).toString();
        }
    }
}
