package jacobian.keras.models;

import jacobian.keras.config.DTypePolicy;
import jacobian.keras.layers.Layer;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.serialization.Customs;
import jacobian.keras.serialization.Serialization;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes models of their configurations in Keras 3 files.
final class ModelReader {
    private ModelReader() {}

    /// The model of `object`, not compiled; `customs` learns how to make models inside it.
    static Model read(Map<?, ?> object, Customs customs) {
        customs.models(ModelReader::made);
        return made(object, customs);
    }

    private static Model made(Map<?, ?> object, Customs customs) {
        if (!(object.get("config") instanceof Map<?, ?> config)) {
            throw new RefusedFileException("the model's config is missing: needs an object with class_name and config");
        }
        var model = switch (String.valueOf(object.get("class_name"))) {
            case "Sequential" -> chain(config, customs);
            case "Functional", "Model" -> new GraphReader(config, customs).model();
            default -> own(object, customs);
        };
        if (config.get("name") instanceof String name && !model.name().equals(name)) {
            model.name(name);
        }
        if (config.get("trainable") instanceof Boolean trainable && !trainable) {
            model.setTrainable(false);
        }
        return model;
    }

    private static Model own(Map<?, ?> object, Customs customs) {
        if (Serialization.deserialize(Layer.class, object, customs) instanceof Model model) {
            return model;
        }
        throw new RefusedFileException("the file holds a " + object.get("class_name") + ", which is no model");
    }

    private static Sequential chain(Map<?, ?> config, Customs customs) {
        var model = new Sequential();
        if (config.get("dtype") != null) {
            model.dtype(Serialization.deserialize(DTypePolicy.class, config.get("dtype"), customs));
        }
        for (var layer : list(config.get("layers"), "layers")) {
            if (layer == null) {
                throw new RefusedFileException("a layer of the Sequential is null");
            }
            model.add(Serialization.deserialize(Layer.class, layer, customs));
        }
        return model;
    }

    static List<?> list(@Nullable Object json, String key) {
        if (json instanceof List<?> list) {
            return list;
        }
        throw new RefusedFileException("the model's " + key + " is " + json + "\n  needs  a list");
    }
}
