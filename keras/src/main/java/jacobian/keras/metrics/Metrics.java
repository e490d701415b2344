package jacobian.keras.metrics;

import jacobian.keras.config.Names;
import jacobian.keras.config.Spelling;
import jacobian.keras.losses.Losses;
import jacobian.keras.losses.Measure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Metrics by the names that Keras' files have for them; losses are among them.
public final class Metrics {
    private static final Map<String, Supplier<? extends FluentMetric<?>>> BY_CLASS =
            Stream.<Supplier<? extends FluentMetric<?>>>of(
                            Accuracy::new,
                            BinaryAccuracy::new,
                            CategoricalAccuracy::new,
                            SparseCategoricalAccuracy::new,
                            TopKCategoricalAccuracy::new,
                            SparseTopKCategoricalAccuracy::new,
                            RootMeanSquaredError::new,
                            Precision::new,
                            Recall::new,
                            TruePositives::new,
                            TrueNegatives::new,
                            FalsePositives::new,
                            FalseNegatives::new,
                            AUC::new,
                            F1Score::new,
                            FBetaScore::new,
                            R2Score::new,
                            BinaryIoU::new,
                            LogCoshError::new,
                            PearsonCorrelation::new,
                            ConcordanceCorrelation::new)
                    .collect(
                            Collectors.toMap(Metrics::className, Function.identity(), (a, _) -> a, LinkedHashMap::new));

    /// Those that no name alone can make.
    private static final List<Class<? extends Metric>> WITH_ARGUMENTS = List.of(
            SensitivityAtSpecificity.class,
            SpecificityAtSensitivity.class,
            PrecisionAtRecall.class,
            RecallAtPrecision.class,
            IoU.class,
            MeanIoU.class,
            OneHotIoU.class,
            OneHotMeanIoU.class);

    private Metrics() {}

    private static String className(Supplier<? extends Metric> supplier) {
        return supplier.get().getClass().getSimpleName();
    }

    /// What `name` stands for in Keras: "accuracy", "mse", "binary_accuracy" or a class name. It bears that
    /// name in logs.
    public static Measure of(String name) {
        if (name.equalsIgnoreCase("accuracy") || name.equalsIgnoreCase("acc")) {
            return name.equalsIgnoreCase("acc") ? AutomaticMetric.ACC : AutomaticMetric.ACCURACY;
        }
        for (var entry : BY_CLASS.entrySet()) {
            if (name.equals(entry.getKey()) || name.equals(Names.snakeCase(entry.getKey()))) {
                return entry.getValue().get().name(name);
            }
        }
        for (var type : WITH_ARGUMENTS) {
            if (name.equals(type.getSimpleName()) || name.equals(Names.snakeCase(type.getSimpleName()))) {
                throw new IllegalArgumentException("\"" + name
                        + "\" needs an argument that a name does not give: write new " + type.getSimpleName()
                        + "(...)");
            }
        }
        if (!Losses.has(name)) {
            var own = BY_CLASS.keySet().stream().map(Names::snakeCase);
            var known = Stream.concat(own, Losses.names().stream()).toList();
            throw new IllegalArgumentException("no metric is called \"" + name + "\": closest are "
                    + Spelling.close(name, known) + "; there are accuracy, "
                    + BY_CLASS.keySet().stream().map(Names::snakeCase).collect(Collectors.joining(", "))
                    + ", and all losses");
        }
        return MeanMetricWrapper.of(Losses.of(name), name);
    }
}
