package jacobian.keras.serialization;

import jacobian.engine.shape.DType;
import jacobian.keras.config.Names;
import jacobian.keras.config.Setting;
import jacobian.keras.config.SettingAccess;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.Losses;
import jacobian.keras.metrics.MeanMetricWrapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Metrics that are means of a loss. Keras has a class in `keras.metrics` for some of them, with some of the
/// loss's options; the others it has as a wrapped function.
final class LossMetrics {
    private static final String MODULE = "keras.metrics";

    /// The classes, and the options that their files hold; more stand there only where they are not the default.
    private static final Map<String, Set<String>> OPTIONS = Map.ofEntries(
            Map.entry("BinaryCrossentropy", Set.of("from_logits", "label_smoothing")),
            Map.entry("CategoricalCrossentropy", Set.of("from_logits", "label_smoothing", "axis")),
            Map.entry("SparseCategoricalCrossentropy", Set.of("from_logits", "ignore_class", "axis")),
            Map.entry("CosineSimilarity", Set.of()),
            Map.entry("MeanSquaredError", Set.of()),
            Map.entry("MeanAbsoluteError", Set.of()),
            Map.entry("MeanAbsolutePercentageError", Set.of()),
            Map.entry("MeanSquaredLogarithmicError", Set.of()),
            Map.entry("KLDivergence", Set.of()),
            Map.entry("Poisson", Set.of()),
            Map.entry("Hinge", Set.of()),
            Map.entry("SquaredHinge", Set.of()),
            Map.entry("CategoricalHinge", Set.of()));

    /// Those whose constructors take more than their files hold.
    private static final Map<String, Set<String>> TAKEN = Map.of("CosineSimilarity", Set.of("axis"));

    private LossMetrics() {}

    static Stream<Known> all() {
        var classes = OPTIONS.keySet().stream()
                .map(name -> new Known(
                        MODULE, name, MeanMetricWrapper.class, in -> metric(Losses.of(name), in), new Form()));
        var wrapper = new Known(
                MODULE,
                "MeanMetricWrapper",
                MeanMetricWrapper.class,
                in -> metric(in.required("fn", Loss.class), in),
                new Form());
        return Stream.concat(classes, Stream.of(wrapper));
    }

    /// The loss with the options of the file, and the metric around it.
    private static MeanMetricWrapper metric(Loss loss, SavedConfig in) {
        new Filling(in, new Form().ignores("name", "fn").unlessEqual("dtype", (_, value) -> value == DType.FLOAT32))
                .fill(loss);
        var name = in.find("name", String.class);
        return name.map(each -> MeanMetricWrapper.of(loss, each)).orElseGet(() -> MeanMetricWrapper.of(loss));
    }

    static Map<String, @Nullable Object> write(MeanMetricWrapper metric) {
        var loss = metric.loss();
        if (Catalog.of(loss).isEmpty()) {
            throw new IllegalArgumentException(metric + " averages a function of your own, which no file can hold"
                    + "\n  mend   make it a class that extends Metric, and register it when the file is read");
        }
        var name = loss.getClass().getSimpleName();
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("name", metric.name());
        config.put("dtype", metric.dtype().toString());
        var changed = options(loss, setting -> isChanged(loss, setting));
        var held = OPTIONS.getOrDefault(name, Set.of());
        if (OPTIONS.containsKey(name) && TAKEN.getOrDefault(name, held).containsAll(changed.keySet())) {
            config.putAll(options(loss, setting -> held.contains(setting.key())));
            config.putAll(changed);
            return ObjectWriter.object(MODULE, name, config, null);
        }
        config.put("fn", ObjectWriter.function(functionName(name)));
        config.putAll(changed);
        return ObjectWriter.object(MODULE, "MeanMetricWrapper", config, null);
    }

    private static boolean isChanged(Loss loss, Setting<?> setting) {
        return !SettingAccess.find(loss, setting).equals(setting.initial());
    }

    /// The options that are the function's own.
    private static Map<String, @Nullable Object> options(Loss loss, Predicate<Setting<?>> wanted) {
        var options = new LinkedHashMap<String, @Nullable Object>();
        for (var setting : loss.settings()) {
            if (!List.of("name", "reduction", "dtype").contains(setting.key()) && wanted.test(setting)) {
                options.put(setting.key(), ObjectWriter.write(SettingAccess.find(loss, setting)));
            }
        }
        return options;
    }

    private static String functionName(String className) {
        return className.equals("KLDivergence") ? "kl_divergence" : Names.snakeCase(className);
    }
}
