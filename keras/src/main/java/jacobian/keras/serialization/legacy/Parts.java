package jacobian.keras.serialization.legacy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of old layers as today's: initializers, regularizers, constraints, activations, element types.
final class Parts {
    private static final String INITIALIZERS = "keras.initializers";
    private static final String REGULARIZERS = "keras.regularizers";
    private static final String CONSTRAINTS = "keras.constraints";

    /// Classes by the names that strings had; where Keras 1 had others, those too.
    private static final Map<String, String> INITIALIZER_NAMES = Map.ofEntries(
            Map.entry("uniform", "RandomUniform"),
            Map.entry("random_uniform", "RandomUniform"),
            Map.entry("normal", "RandomNormal"),
            Map.entry("random_normal", "RandomNormal"),
            Map.entry("truncated_normal", "TruncatedNormal"),
            Map.entry("zero", "Zeros"),
            Map.entry("zeros", "Zeros"),
            Map.entry("one", "Ones"),
            Map.entry("ones", "Ones"),
            Map.entry("identity", "Identity"),
            Map.entry("orthogonal", "Orthogonal"),
            Map.entry("lecun_uniform", "LecunUniform"),
            Map.entry("lecun_normal", "LecunNormal"),
            Map.entry("glorot_uniform", "GlorotUniform"),
            Map.entry("glorot_normal", "GlorotNormal"),
            Map.entry("he_uniform", "HeUniform"),
            Map.entry("he_normal", "HeNormal"),
            Map.entry("variance_scaling", "VarianceScaling"),
            Map.entry("constant", "Constant"));

    private static final Map<String, String> CONSTRAINT_NAMES = Map.of(
            "maxnorm", "MaxNorm",
            "nonneg", "NonNeg",
            "unitnorm", "UnitNorm",
            "minmaxnorm", "MinMaxNorm",
            "radialconstraint", "RadialConstraint");

    private Parts() {}

    static Object initializer(Object old) {
        if (old instanceof String name) {
            var className = INITIALIZER_NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), name);
            return Trees.object(INITIALIZERS, className, Trees.of());
        }
        var layer = OldLayer.of(Trees.map(old)).drop("dtype");
        // TensorFlow 1 had two generations of each.
        var className = layer.className().replaceFirst("V[12]$", "");
        layer.called(INITIALIZER_NAMES.getOrDefault(className.toLowerCase(Locale.ROOT), className));
        layer.convert("distribution", each -> each.equals("normal") ? "truncated_normal" : each);
        layer.plain("value");
        return registered(old, INITIALIZERS, layer);
    }

    /// Null where nothing is punished.
    static @Nullable Object regularizer(Object old) {
        if (old instanceof String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "l1" -> l1l2(0.01, 0.0);
                case "l2" -> l1l2(0.0, 0.01);
                case "l1l2", "l1_l2" -> l1l2(0.01, 0.01);
                default -> Trees.object(REGULARIZERS, name, Trees.of());
            };
        }
        var map = Trees.map(old);
        // Keras 1: {"name": "WeightRegularizer", "l1": 0.0, "l2": 0.01}
        if (!map.containsKey("class_name") && (map.containsKey("l1") || map.containsKey("l2"))) {
            return l1l2(plain(map.getOrDefault("l1", 0.0)), plain(map.getOrDefault("l2", 0.0)));
        }
        if (!map.containsKey("class_name")) {
            throw new IllegalArgumentException("the regularizer " + Trees.shown(map.get("name"))
                    + " of Keras 1 has no successor\n  mend   open the file in Keras 1 and save it without");
        }
        var layer = OldLayer.of(map).plain("l1").plain("l2");
        return registered(old, REGULARIZERS, layer);
    }

    private static Object l1l2(@Nullable Object l1, @Nullable Object l2) {
        return Trees.object(REGULARIZERS, "L1L2", Trees.of("l1", l1, "l2", l2));
    }

    static Object constraint(Object old) {
        if (old instanceof String name) {
            return Trees.object(CONSTRAINTS, constraintClass(name), Trees.of());
        }
        var map = Trees.map(old);
        // Keras 1: {"name": "MaxNorm", "m": 2, "axis": 0}
        var layer = map.containsKey("class_name")
                ? OldLayer.of(map)
                : new OldLayer(Trees.text(map.get("name")), map).drop("name").rename("m", "max_value");
        layer.rename("low", "min_value").rename("high", "max_value");
        layer.called(constraintClass(layer.className()));
        return registered(old, CONSTRAINTS, layer);
    }

    private static String constraintClass(String name) {
        return CONSTRAINT_NAMES.getOrDefault(name.toLowerCase(Locale.ROOT).replace("_", ""), name);
    }

    /// An object of Keras, or what a user registered, such as `shop>Scale`.
    private static Object registered(Object old, String module, OldLayer part) {
        var registered = Trees.map(old).get("registered_name");
        if (registered != null || part.className().contains(">")) {
            return old;
        }
        return Trees.object(module, part.className(), part.config());
    }

    /// Until Keras 2 the hard sigmoid was max(0, min(1, 0.2 x + 0.5)); Keras 3 gives the name to another
    /// function.
    static Object activation(Object old) {
        return switch (old) {
            case String name when name.equals("hard_sigmoid") -> LegacyModel.HARD_SIGMOID;
            case String name when name.equals("softmax_v2") -> "softmax";
            case Map<?, ?> map
            when "function".equals(map.get("class_name")) && map.get("config") instanceof String name ->
                activation(name);
            default -> old;
        };
    }

    /// "float32", or the policy that mixed precision in Keras 2 wrote.
    static Object dtype(Object old) {
        if (!(old instanceof Map<?, ?> policy) || "DTypePolicy".equals(policy.get("class_name"))) {
            return old;
        }
        var name = Trees.map(Trees.map(old).get("config")).get("name");
        return name == null || name.equals("infer") ? "float32" : name;
    }

    /// The number that an array of NumPy stands for: `{"type": "ndarray", "value": 0.3}`.
    static @Nullable Object plain(@Nullable Object old) {
        if (old instanceof Map<?, ?> map && map.containsKey("value")) {
            return plain(map.get("value"));
        }
        return old instanceof List<?> list && list.size() == 1 ? plain(list.getFirst()) : old;
    }
}
