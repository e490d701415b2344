package jacobian.keras.serialization.legacy;

import jacobian.keras.saving.RefusedFileException;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The architecture of an old file, as Keras 3 would write it today, and what is to be done with the weights of
/// the few layers that have become several.
///
/// ```java
/// var model = LegacyModel.of(Json.readObject(text, limits), LegacyOrigin.of(version, backend));
/// ```
///
/// @param config the model's configuration: `module`, `class_name`, `config`, `registered_name`
/// @param forms by the name of a layer, how its stored weights become those of what it is today
public record LegacyModel(Map<String, @Nullable Object> config, Map<String, WeightForm> forms) {
    /// What the activation "hard_sigmoid" of Keras 1 and 2 is called here: Keras 3 gave that name to another
    /// function.
    static final String HARD_SIGMOID = "old_hard_sigmoid";

    /// Translates the value of the attribute `model_config`.
    ///
    /// @throws IllegalArgumentException where a layer has no successor, with its name and what to do
    /// @throws RefusedFileException where the configuration is none
    public static LegacyModel of(Map<String, @Nullable Object> modelConfig, LegacyOrigin origin) {
        var translation = new Translation(origin);
        try {
            return new LegacyModel(translation.layer(modelConfig), translation.forms());
        } catch (NoSuchElementException | IndexOutOfBoundsException broken) {
            throw new RefusedFileException(
                    "a list in the model's configuration is shorter than it has to be: " + broken.getMessage(), broken);
        }
    }
}
