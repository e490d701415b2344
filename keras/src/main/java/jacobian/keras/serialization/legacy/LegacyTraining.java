package jacobian.keras.serialization.legacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How the model of an old file was compiled, as Keras 3 writes it.
public final class LegacyTraining {
    /// What compile is told besides the optimizer.
    private static final Set<String> KEPT = Set.of("loss", "loss_weights", "metrics", "weighted_metrics");

    private LegacyTraining() {}

    /// Translates the value of the attribute `training_config` to that of `compile_config`.
    public static Map<String, @Nullable Object> of(Map<String, @Nullable Object> training, LegacyOrigin origin) {
        var compile = new LinkedHashMap<String, @Nullable Object>();
        var optimizer = training.get("optimizer_config");
        if (optimizer != null) {
            compile.put("optimizer", OldOptimizers.translate(OldLayer.of(Trees.map(optimizer)), origin));
        }
        for (var key : KEPT) {
            var value = training.get(key);
            compile.put(key, key.equals("loss_weights") ? value : measures(value, key.equals("loss")));
        }
        if (training.get("steps_per_execution") instanceof Number steps) {
            compile.put("steps_per_execution", steps);
        }
        return compile;
    }

    private static @Nullable Object measures(@Nullable Object old, boolean isLoss) {
        return switch (old) {
            case null -> null;
            case List<?> list -> {
                var all = new ArrayList<@Nullable Object>();
                list.forEach(each -> all.add(measures(each, isLoss)));
                yield all;
            }
            case Map<?, ?> map
            when map.containsKey("class_name") -> measure(OldLayer.of(Trees.map(old)), Trees.map(old), isLoss);
            case Map<?, ?> map -> {
                var all = new LinkedHashMap<String, @Nullable Object>();
                Trees.map(map).forEach((key, each) -> all.put(key, measures(each, isLoss)));
                yield all;
            }
            default -> old;
        };
    }

    private static Object measure(OldLayer measure, Map<String, @Nullable Object> json, boolean isLoss) {
        // tf.keras wrapped functions: {"class_name": "MeanMetricWrapper", "config": {"name": "mae", "fn": "..."}}
        if (measure.className().endsWith("Wrapper") && measure.get("fn") instanceof String function) {
            return function;
        }
        if (json.containsKey("module") || measure.className().contains(">")) {
            return json;
        }
        measure.drop("fn");
        measure.convert("reduction", each -> switch (String.valueOf(each)) {
            case "auto", "sum_over_nonzero_weights" -> "sum_over_batch_size";
            default -> each;
        });
        measure.convert("dtype", Parts::dtype);
        return Trees.object(isLoss ? "keras.losses" : "keras.metrics", measure.className(), measure.config());
    }
}
