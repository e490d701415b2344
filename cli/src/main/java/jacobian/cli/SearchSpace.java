package jacobian.cli;

import jacobian.keras.activations.Activations;
import jacobian.keras.optimizers.Optimizers;
import jacobian.keras.tuners.Domain;
import jacobian.keras.tuners.Trial;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.Function;

/// What `jac tune` searches through, and what a trial's values are among the options of `jac train`.
record SearchSpace(SequencedMap<String, Domain<?>> domains) {
    private static final String UNITS = "units";
    private static final String LAYERS = "layers";
    private static final String RATE = "learning-rate";
    private static final String BATCH = "batch-size";
    private static final String DROPOUT = "dropout";
    private static final String ACTIVATION = "activation";
    private static final String OPTIMIZER = "optimizer";

    private static final List<String> NAMES = List.of(UNITS, LAYERS, ACTIVATION, DROPOUT, RATE, OPTIMIZER, BATCH);

    /// The options of the command that say the same as a name.
    private static final Map<String, String> SAME = Map.of(RATE, "--learning-rate", OPTIMIZER, "--optimizer");

    /// Reads `text` and refuses what a network of `options` has no use for.
    static SearchSpace of(String text, TrainOptions options) {
        var space = new SearchSpace(SearchText.parse(text));
        space.domains.forEach((name, domain) -> check(name, domain, options));
        return space;
    }

    private static void check(String name, Domain<?> domain, TrainOptions options) {
        switch (name) {
            case UNITS, LAYERS, BATCH -> wholeFrom(name, domain, 1);
            case RATE -> above(name, domain, 0, Double.MAX_VALUE);
            case DROPOUT -> above(name, domain, -Double.MIN_VALUE, 1);
            case ACTIVATION -> words(name, domain, Activations::of);
            case OPTIMIZER -> words(name, domain, Optimizers::of);
            default ->
                throw new UsageException("--search " + name + ": one of " + String.join(", ", NAMES) + " is expected");
        }
        var kind = options.model();
        boolean hidden = List.of(UNITS, LAYERS, ACTIVATION, DROPOUT).contains(name);
        if (hidden && kind == TrainOptions.Kind.LINEAR) {
            throw new UsageException("--search " + name + ": a linear model has no hidden layers; use --model mlp");
        }
        if (name.equals(ACTIVATION) && kind == TrainOptions.Kind.LSTM) {
            throw new UsageException("--search activation: the cells of an lstm have their own; leave it out");
        }
        boolean said = name.equals(RATE)
                        && options.optimization().learningRate().isPresent()
                || name.equals(OPTIMIZER) && options.optimization().optimizer().isPresent();
        if (said) {
            throw new UsageException(
                    SAME.get(name) + " and --search " + name + ": one of them at the most is expected");
        }
    }

    private static UsageException refusal(String name, Domain<?> domain, String expected) {
        return new UsageException("--search " + name + "=" + domain + ": " + expected);
    }

    private static void wholeFrom(String name, Domain<?> domain, int least) {
        boolean fits = switch (domain) {
            case Domain.Whole whole -> whole.least() >= least;
            case Domain.Choice<?> choice ->
                choice.options().stream().allMatch(each -> each instanceof Integer value && value >= least);
            case Domain.Real _, Domain.Truth _, Domain.Fixed<?> _ -> false;
        };
        if (!fits) {
            throw refusal(
                    name,
                    domain,
                    "whole numbers from " + least + " on are expected, such as " + name + "="
                            + (name.equals(LAYERS) ? "1..3" : "32..512/32"));
        }
    }

    /// Numbers above `least`, below `most`.
    private static void above(String name, Domain<?> domain, double least, double most) {
        boolean fits = switch (domain) {
            case Domain.Whole whole -> whole.least() > least && whole.most() < most;
            case Domain.Real real -> real.least() > least && real.most() < most;
            case Domain.Choice<?> choice ->
                choice.options().stream()
                        .allMatch(each -> each instanceof Number value
                                && value.doubleValue() > least
                                && value.doubleValue() < most);
            case Domain.Truth _, Domain.Fixed<?> _ -> false;
        };
        if (!fits) {
            throw refusal(
                    name,
                    domain,
                    name.equals(DROPOUT)
                            ? "numbers from 0 to less than 1 are expected, such as dropout=0..0.5/0.1"
                            : "numbers above 0 are expected, such as learning-rate=1e-4..1e-2 log");
        }
    }

    private static void words(String name, Domain<?> domain, Function<String, ?> known) {
        if (!(domain instanceof Domain.Choice<?> choice)
                || !choice.options().stream().allMatch(String.class::isInstance)) {
            throw refusal(
                    name,
                    domain,
                    "names are expected, such as "
                            + (name.equals(ACTIVATION) ? "activation=relu|tanh" : "optimizer=adam|sgd"));
        }
        for (var each : choice.options()) {
            TrainCommand.named("--search " + name, () -> known.apply((String) each));
        }
    }

    // ---- a trial ----

    /// The options of `jac train` with the values of `trial` in place of their own.
    TrainOptions options(TrainOptions given, Trial trial) {
        var values = values(trial);
        var optimization = given.optimization();
        var named = Optional.ofNullable((String) values.get(OPTIMIZER)).or(optimization::optimizer);
        var rate = number(values, RATE);
        return given.with(
                layers(given, values),
                values.get(BATCH) instanceof Integer size ? size : given.batchSize(),
                new TrainOptions.Optimization(
                        named,
                        rate.isPresent() ? rate : optimization.learningRate(),
                        optimization.loss(),
                        optimization.metrics()));
    }

    /// What the layers of the network of `trial` do.
    Networks.Style style(Trial trial) {
        var values = values(trial);
        return new Networks.Style(
                values.get(ACTIVATION) instanceof String name ? Activations.of(name) : Activations.RELU,
                number(values, DROPOUT));
    }

    private Map<String, Object> values(Trial trial) {
        domains.forEach(trial::get);
        return trial.values();
    }

    private static OptionalDouble number(Map<String, Object> values, String name) {
        return values.get(name) instanceof Number value
                ? OptionalDouble.of(value.doubleValue())
                : OptionalDouble.empty();
    }

    /// So many layers of so many units; where one of both is not searched for it is that of the network.
    private static Optional<List<Integer>> layers(TrainOptions given, Map<String, Object> values) {
        var standard = given.units();
        boolean searched = values.containsKey(UNITS) || values.containsKey(LAYERS);
        int count = values.get(LAYERS) instanceof Integer layers ? layers : standard.size();
        if (!searched) {
            return given.layers();
        }
        return Optional.of(
                Collections.nCopies(count, values.get(UNITS) instanceof Integer units ? units : standard.getFirst()));
    }
}
