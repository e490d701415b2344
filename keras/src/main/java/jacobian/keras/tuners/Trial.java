package jacobian.keras.tuners;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/// One trial of a search: gives the hyperparameters that a model is made with. What KerasTuner calls `hp`.
///
/// ```java
/// var search = new RandomSearch(trial -> {
///     var model = new Sequential(new Input(64));
///     for (int i = 0; i < trial.integer("layers", 1, 3); i++) {
///         model.add(new Dense(trial.integer("units_" + i, 32, 512, 32)).activation(RELU));
///     }
///     model.add(new Dense(10).activation(SOFTMAX));
///     model.compile(new Adam(trial.real("learning_rate", 1e-4, 1e-2, it -> it.sampling(LOG))), ...);
///     return model;
/// }, "val_accuracy");
/// ```
///
/// What is asked for is what is searched through: nothing is declared before. A value depends on the seed of the
/// search, the number of the trial and the name alone, so that one more hyperparameter changes none of the
/// others. A name that was given in this trial gives the same value again.
public final class Trial {
    /// Where values come from.
    interface Source {
        <T> T value(String name, Domain<T> domain);
    }

    private final int number;
    private final Source source;
    private final Map<String, Tunable> asked = new LinkedHashMap<>();
    private final SequencedMap<String, Object> values = new LinkedHashMap<>();
    private final List<Tunable.Condition> open = new ArrayList<>();

    Trial(int number, Source source) {
        this.number = number;
        this.source = source;
    }

    /// The number of the trial in its search, from 0.
    public int number() {
        return number;
    }

    /// A whole number from `least` to `most`, both included.
    public int integer(String name, int least, int most) {
        return get(name, new Domain.Whole(least, most));
    }

    /// One of `least`, `least + step`, and so on up to `most`.
    public int integer(String name, int least, int most, int step) {
        return get(name, new Domain.Whole(least, most).step(step));
    }

    /// As [#integer(String, int, int)], with options: `trial.integer("batch", 8, 128, it ->
    /// it.sampling(LOG).step(2))`.
    public int integer(String name, int least, int most, UnaryOperator<Domain.Whole> options) {
        return get(name, options.apply(new Domain.Whole(least, most)));
    }

    /// A number from `least` to `most`.
    public double real(String name, double least, double most) {
        return get(name, new Domain.Real(least, most));
    }

    /// One of `least`, `least + step`, and so on up to `most`.
    public double real(String name, double least, double most, double step) {
        return get(name, new Domain.Real(least, most).step(step));
    }

    /// As [#real(String, double, double)], with options: `trial.real("rate", 1e-4, 1e-2, it ->
    /// it.sampling(LOG))`.
    public double real(String name, double least, double most, UnaryOperator<Domain.Real> options) {
        return get(name, options.apply(new Domain.Real(least, most)));
    }

    /// One of `options`: numbers, texts, constants of an enum, or others that are told apart by their text.
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <T> T choice(String name, T... options) {
        return get(name, new Domain.Choice<>(options));
    }

    /// True or false.
    public boolean bool(String name) {
        return get(name, new Domain.Truth());
    }

    /// Always `value`, which stands with the others in tables and logs.
    public <T> T fixed(String name, T value) {
        return get(name, new Domain.Fixed<>(value));
    }

    /// A value of `domain`.
    ///
    /// @throws IllegalArgumentException where the name stands for another domain in this trial already
    public <T> T get(String name, Domain<T> domain) {
        var known = asked.get(name);
        if (known != null && !known.domain().equals(domain)) {
            throw new IllegalArgumentException("\"" + name + "\" is " + known.domain() + " and " + domain
                    + " in one trial: give the second one another name");
        }
        if (known != null) {
            return domain.read(Objects.requireNonNull(values.get(name)));
        }
        var value = source.value(name, domain);
        asked.put(name, new Tunable(name, domain, open));
        values.put(name, Domain.plain(value));
        return value;
    }

    /// Does `then` if `parent` has the value `value`; what it asks for belongs to that value, and is asked for
    /// in no other trial.
    public void when(String parent, Object value, Runnable then) {
        when(parent, List.of(value), then);
    }

    /// Does `then` if `parent` has one of `anyOf`: `conditional_scope` of KerasTuner.
    ///
    /// @throws IllegalArgumentException where `parent` was not asked for before
    public void when(String parent, List<?> anyOf, Runnable then) {
        var value = values.get(parent);
        if (value == null) {
            throw new IllegalArgumentException(
                    "\"" + parent + "\" has no value yet: ask for it before when, there are " + values.keySet());
        }
        var plain = anyOf.stream().map(Domain::plain).toList();
        if (plain.contains(value)) {
            open.add(new Tunable.Condition(parent, plain));
            try {
                then.run();
            } finally {
                open.removeLast();
            }
        }
    }

    /// The values given so far, by name in the order of asking: whole numbers, doubles, truth values, texts.
    public SequencedMap<String, Object> values() {
        return new LinkedHashMap<>(values);
    }

    /// What was asked for.
    List<Tunable> asked() {
        return List.copyOf(asked.values());
    }

    /// Values that follow from `seed`, the number of a trial and an attempt, and the name.
    static Source drawn(long seed, int number, int attempt) {
        return new Source() {
            @Override
            public <T> T value(String name, Domain<T> domain) {
                return domain.at(Draws.unit(seed, number, attempt, name));
            }
        };
    }

    /// The values of an earlier trial.
    static Source known(Map<String, ?> values) {
        return new Source() {
            @Override
            public <T> T value(String name, Domain<T> domain) {
                var value = values.get(name);
                if (value == null) {
                    throw new IllegalArgumentException("the trial has no value for \"" + name + "\", there are "
                            + values.keySet() + ": the search was made with another function of the model");
                }
                return domain.read(value);
            }
        };
    }

    @Override
    public String toString() {
        return "trial " + number + " " + values;
    }

    /// A trial by hand, such as to train the model without a search: values that are not given are initial.
    public static Trial of(Map<String, ?> values) {
        var plain = new LinkedHashMap<String, Object>();
        values.forEach((name, value) -> plain.put(name, Domain.plain(value)));
        return new Trial(0, new Source() {
            @Override
            public <T> T value(String name, Domain<T> domain) {
                var value = plain.get(name);
                return value == null ? domain.initial() : domain.read(value);
            }
        });
    }
}
