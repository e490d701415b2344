package jacobian.keras.initializers;

import jacobian.keras.config.Spelling;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Initializers by the names that Keras' files have for them.
public final class Initializers {
    private static final Map<String, Supplier<Initializer>> BY_NAME = new LinkedHashMap<>();
    private static final Map<String, String> SECOND_NAMES = Map.of(
            "zero", "zeros",
            "one", "ones",
            "normal", "random_normal",
            "uniform", "random_uniform",
            "IdentityInitializer", "identity",
            "OrthogonalInitializer", "orthogonal",
            "STFT", "stft",
            "STFTInitializer", "stft");

    static {
        BY_NAME.put("zeros", Zeros::new);
        BY_NAME.put("ones", Ones::new);
        BY_NAME.put("constant", () -> new Constant(0));
        BY_NAME.put("identity", IdentityInitializer::new);
        BY_NAME.put("random_normal", RandomNormal::new);
        BY_NAME.put("random_uniform", RandomUniform::new);
        BY_NAME.put("truncated_normal", TruncatedNormal::new);
        BY_NAME.put("variance_scaling", VarianceScaling::new);
        BY_NAME.put("glorot_normal", GlorotNormal::new);
        BY_NAME.put("glorot_uniform", GlorotUniform::new);
        BY_NAME.put("he_normal", HeNormal::new);
        BY_NAME.put("he_uniform", HeUniform::new);
        BY_NAME.put("lecun_normal", LecunNormal::new);
        BY_NAME.put("lecun_uniform", LecunUniform::new);
        BY_NAME.put("orthogonal", Orthogonal::new);
        BY_NAME.put("stft", STFT::new);
    }

    private Initializers() {}

    /// A fresh initializer with Keras' defaults, by its name as "he_normal" or as "HeNormal".
    public static Initializer of(String name) {
        var snake = name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(java.util.Locale.ROOT);
        var supplier = BY_NAME.get(SECOND_NAMES.getOrDefault(name, snake));
        if (supplier == null) {
            throw new IllegalArgumentException("no initializer is called \"" + name + "\": closest are "
                    + Spelling.close(name, BY_NAME.keySet()) + "; there are " + String.join(", ", BY_NAME.keySet()));
        }
        return supplier.get();
    }
}
