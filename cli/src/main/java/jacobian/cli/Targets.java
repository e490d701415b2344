package jacobian.cli;

import jacobian.keras.data.Dataset;
import jacobian.keras.data.Examples;
import jacobian.keras.data.Rows;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.models.Model;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Targets in the form that a loss wants.
final class Targets {
    private static final String SPARSE = "sparse";

    private Targets() {}

    /// Whether `loss` wants a row of zeros and a one in place of the class's number.
    static boolean wantsOneHot(Loss loss) {
        return !(loss instanceof SparseCategoricalCrossentropy);
    }

    /// As [#wantsOneHot(Loss)], for the loss of a file's `compile_config`: its name, or its class.
    static boolean wantsOneHot(Map<?, ?> compileConfig) {
        return !isSparse(compileConfig.get("loss"));
    }

    private static boolean isSparse(@Nullable Object loss) {
        return switch (loss) {
            case String name -> name.toLowerCase(Locale.ROOT).startsWith(SPARSE);
            case Map<?, ?> map -> isSparse(map.get("class_name"));
            case null, default -> false;
        };
    }

    /// The loss of a model that nobody names one for.
    static String standardLoss(Model model, boolean classified) {
        if (!classified) {
            return "mean_squared_error";
        }
        return hasOneOutput(model) ? "binary_crossentropy" : "sparse_categorical_crossentropy";
    }

    /// Examples as `model` learns them: a class as its number, or with `oneHot` as a row of zeros and a one,
    /// unless the model has one output for two classes.
    static Dataset dataset(Model model, Examples examples, boolean oneHot) {
        if (!oneHot || !examples.isClassified() || hasOneOutput(model)) {
            return examples.dataset();
        }
        var classes = examples.classes();
        var rows = new float[classes.length][examples.classNames().size()];
        for (int i = 0; i < classes.length; i++) {
            rows[i][classes[i]] = 1;
        }
        return Dataset.of(examples.x(), Rows.of(rows));
    }

    private static boolean hasOneOutput(Model model) {
        var outputs = model.outputs();
        if (outputs.size() != 1) {
            return false;
        }
        var last = outputs.getFirst().shape().dim(-1);
        return last.isKnown() && last.size() == 1;
    }
}
