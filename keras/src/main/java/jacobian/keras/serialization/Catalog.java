package jacobian.keras.serialization;

import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.DTypePolicy;
import jacobian.keras.constraints.Constraint;
import jacobian.keras.constraints.Constraints;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.Initializers;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.Losses;
import jacobian.keras.losses.Measure;
import jacobian.keras.metrics.Metrics;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.Optimizers;
import jacobian.keras.regularizers.Regularizer;
import jacobian.keras.regularizers.Regularizers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// All classes that files may name, by name and by class.
final class Catalog {
    private static final Map<String, List<Known>> BY_NAME = new HashMap<>();
    private static final Map<Class<?>, Known> BY_TYPE = new HashMap<>();

    static {
        Stream.of(
                        LayerTable.all(),
                        WindowTable.all(),
                        RecurrentTable.all(),
                        LossTable.all(),
                        MetricTable.all(),
                        OptimizerTable.all(),
                        PieceTable.all())
                .flatMap(each -> each)
                .forEach(Catalog::add);
    }

    private Catalog() {}

    private static void add(Known known) {
        BY_NAME.computeIfAbsent(known.className(), _ -> new ArrayList<>()).add(known);
        BY_TYPE.putIfAbsent(known.type(), known);
    }

    /// The class of `thing`, empty where it is the user's own.
    static Optional<Known> of(Object thing) {
        return Optional.ofNullable(BY_TYPE.get(thing.getClass()));
    }

    /// The class that a file calls `className`, as a `type`: that of `module` where several have the name.
    static Optional<Known> find(Class<?> type, String module, String className) {
        var all = BY_NAME.getOrDefault(className, List.of()).stream()
                .filter(each -> type.isAssignableFrom(each.type()))
                .toList();
        return all.stream()
                .filter(each -> each.module().equals(module))
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    /// The names of all classes that are a `type`.
    static List<String> names(Class<?> type) {
        var names = new ArrayList<String>();
        BY_NAME.forEach((name, all) -> {
            if (all.stream().anyMatch(each -> type.isAssignableFrom(each.type()))) {
                names.add(name);
            }
        });
        return names;
    }

    /// What a file means by `name` alone.
    ///
    /// @throws IllegalArgumentException where no `type` has that name
    static Object named(Class<?> type, String name) {
        if (type == ActivationFunction.class) {
            return Activations.of(name);
        }
        if (type == Initializer.class) {
            return Initializers.of(name);
        }
        if (type == Regularizer.class) {
            return Regularizers.of(name);
        }
        if (type == Constraint.class) {
            return Constraints.of(name);
        }
        if (type == Loss.class) {
            return Losses.of(name);
        }
        if (type == Measure.class) {
            return Metrics.of(name);
        }
        if (type == Optimizer.class) {
            return Optimizers.of(name);
        }
        if (type == DTypePolicy.class) {
            return new DTypePolicy(name);
        }
        throw new IllegalArgumentException("\"" + name + "\" alone says no " + type.getSimpleName());
    }
}
