package jacobian.keras.config;

import jacobian.engine.shape.DType;
import org.jspecify.annotations.Nullable;

/// What holds for everything made from now on, as `keras.config` has it.
///
/// ```java
/// Config.setDtypePolicy("mixed_bfloat16");
/// var model = new Sequential(new Input(784), new Dense(512), new Dense(10).dtype(DType.FLOAT32));
/// ```
public final class Config {
    private static volatile DType floatx = DType.FLOAT32;
    private static volatile @Nullable DTypePolicy policy;

    private Config() {}

    /// The floating type of inputs, and of layers where no policy is set; float32 unless changed.
    public static DType floatx() {
        return floatx;
    }

    /// Changes [#floatx]: float32, float64, bfloat16 or float16.
    public static void setFloatx(DType value) {
        if (!value.isFloating()) {
            throw new IllegalArgumentException(
                    "floatx=" + value + ": needs a floating type, float32, float64, bfloat16 or float16");
        }
        floatx = value;
    }

    /// The policy of layers that are given none.
    public static DTypePolicy dtypePolicy() {
        var chosen = policy;
        return chosen == null ? DTypePolicy.of(floatx) : chosen;
    }

    /// Sets the policy of layers made from now on that are given none.
    public static void setDtypePolicy(DTypePolicy policy) {
        Config.policy = policy;
    }

    /// As [#setDtypePolicy(DTypePolicy)], by name: `"mixed_bfloat16"`.
    public static void setDtypePolicy(String policy) {
        setDtypePolicy(new DTypePolicy(policy));
    }
}
