package jacobian.keras.serialization;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Objects of Keras to JSON trees and back, as `keras.saving.serialize_keras_object` and its counterpart do.
///
/// ```java
/// var tree = Serialization.serialize(new Dense(64).activation(RELU));
/// var layer = Serialization.deserialize(Layer.class, tree, Customs.none());
/// ```
///
/// An object is `{"module", "class_name", "config", "registered_name"}`, an activation function its name, an
/// element type its name; texts, numbers, truths, lists and maps stay what they are. Trees are those of
/// [jacobian.keras.saving.Json].
public final class Serialization {
    private Serialization() {}

    /// What `thing` is in a file.
    ///
    /// @throws IllegalArgumentException where it has no form there, as a lambda
    public static @Nullable Object serialize(@Nullable Object thing) {
        return ObjectWriter.write(thing);
    }

    /// The configuration alone: what [#serialize] has under "config".
    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> config(Object thing) {
        if (serialize(thing) instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> config) {
            return (Map<String, @Nullable Object>) config;
        }
        throw new IllegalArgumentException(thing + " has no configuration");
    }

    /// What a file's `json` is as a `type`: an object by its configuration, or a text as the name of one with
    /// defaults ("relu", "adam", "mse", "glorot_uniform").
    ///
    /// @throws jacobian.keras.saving.RefusedFileException where a class is neither Keras' nor among `customs`,
    /// where
    ///     an option is not known, or a value is not possible
    public static <T> T deserialize(Class<T> type, Object json, Customs customs) {
        return type.cast(new Conversion("the file", type.getSimpleName(), customs).one(type, json));
    }
}
