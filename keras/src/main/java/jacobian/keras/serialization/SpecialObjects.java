package jacobian.keras.serialization;

import jacobian.keras.saving.RefusedFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values that Python's JSON has no form for, which Keras writes as objects with names of its own: what they
/// are as plain JSON.
final class SpecialObjects {
    private SpecialObjects() {}

    /// The plain value that `object` stands for, empty where it is an object of a class.
    static Optional<Object> plain(Map<?, ?> object) {
        var name = String.valueOf(object.get("class_name"));
        var config = object.get("config") instanceof Map<?, ?> map ? map : Map.of();
        return switch (name) {
            case "__numpy__", "__tensor__" -> Optional.of(array(config));
            case "__tuple__" -> Optional.ofNullable(object.get("items"));
            case "__bytes__" -> Optional.ofNullable(config.get("value"));
            case "__lambda__" ->
                throw new RefusedFileException("the file holds the code of a Python lambda, which is not run"
                        + "\n  mend   in Python give the function a name with"
                        + " @keras.saving.register_keras_serializable and save again, then register it here:"
                        + " Models.load(path, load -> load.lambda(\"name\", ...))");
            case "__typespec__" -> throw new RefusedFileException("the file holds a TypeSpec of TensorFlow: not read");
            default -> plainTuple(object);
        };
    }

    /// Keras 2 wrote tuples so.
    private static Optional<Object> plainTuple(Map<?, ?> object) {
        return "__tuple__".equals(object.get("class_name")) || "__tuple__".equals(object.get("type"))
                ? Optional.of(object.get("items") instanceof List<?> items ? items : List.of())
                : Optional.empty();
    }

    private static Object array(Map<?, ?> config) {
        if (config.get("value") instanceof Object value) {
            return value;
        }
        throw new RefusedFileException("an array without a value: " + Conversion.shown(config));
    }
}
