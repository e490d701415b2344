package jacobian.keras.serialization;

import jacobian.engine.shape.Shape;
import jacobian.keras.config.Configurable;
import jacobian.keras.layers.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the tables of layers have in common.
final class Layers {
    private static final String MODULE = "keras.layers";

    private Layers() {}

    /// A layer whose file has a penalty on the result only where there is one.
    static <T extends Layer> Known of(Class<T> type, Function<SavedConfig, ? extends T> maker) {
        return withPenalty(type, maker).with(form -> form.ifChanged("activity_regularizer"));
    }

    /// A layer whose file always has the penalty on the result.
    static <T extends Layer> Known withPenalty(Class<T> type, Function<SavedConfig, ? extends T> maker) {
        return Known.of(MODULE, type, maker);
    }

    /// Sizes of which those that are not known are null in files.
    static Form sizes(Form form, String key) {
        return form.writes(
                key, Configurable.class, thing -> sizes(thing.config().get(key)));
    }

    static @Nullable Object sizes(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return value;
        }
        var sizes = new ArrayList<@Nullable Object>();
        list.forEach(size -> sizes.add(size.equals(Shape.ANY) ? null : size));
        return sizes;
    }

    /// Lists that stand without brackets in files where they have one element.
    static Form alone(Form form, String... keys) {
        for (var key : keys) {
            form.writes(key, Configurable.class, thing -> alone(thing.config().get(key)));
        }
        return form;
    }

    static @Nullable Object alone(@Nullable Object value) {
        return value instanceof List<?> list && list.size() == 1 ? list.getFirst() : value;
    }

    /// The first of a list, or what stands alone.
    static Object first(Object json) {
        return json instanceof List<?> list && !list.isEmpty() ? list.getFirst() : json;
    }

    /// Layers whose type is a plain name in files.
    static Form plainType(Form form) {
        return form.omits("trainable")
                .writes("dtype", Layer.class, layer -> layer.dtypePolicy().name());
    }

    /// The rank of an adaptation stands in files where there is one, and then its alpha too, which is the rank
    /// unless set.
    static Form lora(Form form) {
        return form.ifChanged("lora_rank")
                .writes("lora_alpha", Layer.class, Layers::loraAlpha)
                .unlessEqual("lora_alpha", (layer, alpha) -> alpha.equals(rank((Layer) layer)));
    }

    private static @Nullable Object loraAlpha(Layer layer) {
        return rank(layer) == null ? Form.ABSENT : layer.config().getOrDefault("lora_alpha", rank(layer));
    }

    private static @Nullable Object rank(Layer layer) {
        return layer.config().get("lora_rank") instanceof Integer rank ? (Object) (double) rank : null;
    }
}
