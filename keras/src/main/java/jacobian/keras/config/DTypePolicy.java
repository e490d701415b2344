package jacobian.keras.config;

import jacobian.engine.shape.DType;
import java.util.ArrayList;
import java.util.List;

/// In which element type a layer keeps its weights, and in which it computes.
///
/// | name | weights | computation |
/// |---|---|---|
/// | `"float32"`, and any other dtype | that dtype | that dtype |
/// | `"mixed_bfloat16"` | float32 | bfloat16 |
/// | `"mixed_float16"` | float32 | float16, whose gradients want a [jacobian.keras.optimizers.LossScaleOptimizer] |
///
/// A layer casts its floating inputs and weights to the type of computation. [Config#setDtypePolicy] says which
/// policy
/// layers have that are given none.
///
/// @param name the policy's name, as above
public record DTypePolicy(String name) {
    private static final String MIXED = "mixed_";

    /// @throws IllegalArgumentException where no policy has this name; the message has the names that are close
    public DTypePolicy {
        if (!names().contains(name)) {
            throw new IllegalArgumentException(
                    "no dtype policy is called \"" + name + "\"" + "\n  mend   use " + Spelling.close(name, names()));
        }
    }

    /// The policy of weights and computation in `dtype`.
    public static DTypePolicy of(DType dtype) {
        return new DTypePolicy(dtype.toString());
    }

    /// The names that a policy may have.
    public static List<String> names() {
        var names = new ArrayList<>(List.of("float32", "mixed_bfloat16", "mixed_float16"));
        for (var dtype : DType.values()) {
            if (!names.contains(dtype.toString())) {
                names.add(dtype.toString());
            }
        }
        return names;
    }

    /// The element type of computations and results.
    public DType computeDtype() {
        return DType.of(name.startsWith(MIXED) ? name.substring(MIXED.length()) : name);
    }

    /// The element type of weights.
    public DType variableDtype() {
        return name.startsWith(MIXED) ? DType.FLOAT32 : DType.of(name);
    }

    /// The name, as files have it.
    @Override
    public String toString() {
        return name;
    }
}
