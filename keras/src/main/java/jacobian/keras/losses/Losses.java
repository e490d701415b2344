package jacobian.keras.losses;

import jacobian.engine.shape.Shape;
import jacobian.keras.config.Names;
import jacobian.keras.config.Spelling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Losses by the names that Keras' files have for them.
public final class Losses {
    private static final Map<String, Supplier<Loss>> BY_NAME = new LinkedHashMap<>();

    static {
        Stream.<Supplier<Loss>>of(
                        BinaryCrossentropy::new,
                        BinaryFocalCrossentropy::new,
                        CategoricalCrossentropy::new,
                        CategoricalFocalCrossentropy::new,
                        CategoricalGeneralizedCrossEntropy::new,
                        CategoricalHinge::new,
                        Circle::new,
                        CosineSimilarity::new,
                        CTC::new,
                        Dice::new,
                        Hinge::new,
                        Huber::new,
                        KLDivergence::new,
                        LogCosh::new,
                        MeanAbsoluteError::new,
                        MeanAbsolutePercentageError::new,
                        MeanSquaredError::new,
                        MeanSquaredLogarithmicError::new,
                        Poisson::new,
                        SparseCategoricalCrossentropy::new,
                        SquaredHinge::new,
                        Tversky::new)
                .forEach(Losses::register);
        alias("bce", BinaryCrossentropy::new);
        alias("kld", KLDivergence::new);
        alias("mae", MeanAbsoluteError::new);
        alias("mse", MeanSquaredError::new);
        alias("mape", MeanAbsolutePercentageError::new);
        alias("msle", MeanSquaredLogarithmicError::new);
    }

    private Losses() {}

    private static void register(Supplier<Loss> supplier) {
        var type = supplier.get().getClass().getSimpleName();
        BY_NAME.put(type, supplier);
        BY_NAME.put(type.equals("KLDivergence") ? "kl_divergence" : Names.snakeCase(type), supplier);
    }

    private static void alias(String name, Supplier<Loss> supplier) {
        BY_NAME.put(name, supplier);
        BY_NAME.put(name.toUpperCase(Locale.ROOT), supplier);
    }

    /// All names, in the form of functions.
    public static List<String> names() {
        return BY_NAME.keySet().stream().filter(Losses::isSnakeCase).toList();
    }

    /// Whether Keras has a loss under this name: "mse", "mean_squared_error", "MeanSquaredError".
    public static boolean has(String name) {
        return BY_NAME.containsKey(name);
    }

    /// A fresh loss with Keras' defaults.
    public static Loss of(String name) {
        var supplier = BY_NAME.get(name);
        if (supplier == null) {
            throw new IllegalArgumentException("no loss is called \"" + name + "\": closest are "
                    + Spelling.close(name, BY_NAME.keySet()) + "; there are "
                    + String.join(
                            ", ",
                            BY_NAME.keySet().stream()
                                    .filter(Losses::isSnakeCase)
                                    .toList()));
        }
        return supplier.get();
    }

    private static boolean isSnakeCase(String name) {
        return name.contains("_") || name.length() > 4 && name.equals(name.toLowerCase(Locale.ROOT));
    }

    /// What Keras' "crossentropy" stands for, given the shapes of target and prediction.
    public static Loss crossentropy(Shape yTrue, Shape yPred) {
        if (yPred.dim(-1).isOne()) {
            return new BinaryCrossentropy();
        }
        boolean sparse = yTrue.rank() < yPred.rank() || yTrue.dim(-1).isOne();
        return sparse ? new SparseCategoricalCrossentropy() : new CategoricalCrossentropy();
    }
}
