package jacobian.keras.serialization.legacy;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Optimizers of old files as those of Keras 3.
final class OldOptimizers {
    private static final String SCHEDULES = "keras.optimizers.schedules";

    /// Options of some generation that no optimizer has today.
    private static final String[] GONE = {
        "jit_compile", "is_legacy_optimizer", "schedule_decay", "initial_decay", "exclude_from_weight_decay"
    };

    private OldOptimizers() {}

    static Object translate(OldLayer optimizer, LegacyOrigin origin) {
        if (optimizer.className().equals("TFOptimizer")) {
            throw new IllegalArgumentException("the optimizer was one of TensorFlow, whose settings Keras did not know"
                    + "\n  mend   load with compile(false), and compile anew");
        }
        if (optimizer.className().contains(">")) {
            return Trees.of(
                    "class_name",
                    optimizer.className(),
                    "config",
                    optimizer.config(),
                    "registered_name",
                    optimizer.className());
        }
        if (optimizer.className().equals("LossScaleOptimizer")) {
            optimizer.convert("inner_optimizer", inner -> translate(OldLayer.of(Trees.map(inner)), origin));
        }
        optimizer.rename("lr", "learning_rate").drop(GONE);
        optimizer.convert("learning_rate", OldOptimizers::schedule);
        decay(optimizer);
        if (optimizer.config().containsKey("epsilon") && optimizer.get("epsilon") == null) {
            optimizer.drop("epsilon");
        }
        optimizer.convert("name", name -> String.valueOf(name).toLowerCase(Locale.ROOT));
        return Trees.object("keras.optimizers", optimizer.className(), optimizer.config());
    }

    /// Keras 1 and 2 divided the learning rate by 1 + decay * steps. Nadam's decay was of another kind.
    private static void decay(OldLayer optimizer) {
        var decay = optimizer.get("decay");
        optimizer.drop("decay");
        var rate = optimizer.get("learning_rate");
        boolean applies = decay instanceof Number number && number.doubleValue() > 0 && rate instanceof Number;
        if (applies && !optimizer.className().equals("Nadam")) {
            var config =
                    Trees.of("initial_learning_rate", rate, "decay_steps", 1L, "decay_rate", decay, "staircase", false);
            optimizer.put("learning_rate", Trees.object(SCHEDULES, "InverseTimeDecay", config));
        }
    }

    private static Object schedule(Object rate) {
        if (!(rate instanceof Map<?, ?> map) || map.containsKey("module") || !map.containsKey("class_name")) {
            return rate;
        }
        Map<String, @Nullable Object> json = Trees.map(rate);
        var schedule = OldLayer.of(json);
        if (schedule.get("name") == null) {
            schedule.drop("name");
        }
        return Trees.object(SCHEDULES, schedule.className(), schedule.config());
    }
}
