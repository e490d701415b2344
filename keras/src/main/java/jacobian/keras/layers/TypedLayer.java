package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import jacobian.keras.config.Configurable;
import jacobian.keras.config.DTypePolicy;
import jacobian.keras.config.Setting;

/// A layer's element types: the part of [Layer] that knows the dtype policy.
abstract class TypedLayer extends Configurable {
    @SuppressWarnings("this-escape") // declaring a setting looks at nothing of a subclass
    private final Setting<DTypePolicy> dtype = setting("dtype", DTypePolicy.class, Config.dtypePolicy());

    /// No setting: Keras' files do not have it.
    private boolean autocast = true;

    /// In which types this layer keeps its weights and computes.
    public final DTypePolicy dtypePolicy() {
        return value(dtype);
    }

    /// The element type of weights.
    public final DType dtype() {
        return dtypePolicy().variableDtype();
    }

    /// The element type of weights.
    public final DType variableDtype() {
        return dtypePolicy().variableDtype();
    }

    /// The element type of computations and results; floating inputs are cast to it.
    public final DType computeDtype() {
        return dtypePolicy().computeDtype();
    }

    /// Whether `call` is to be given at least float32 whatever the policy says, as where squares of a type of
    /// 16 bits would leave its range. Inputs are rounded to the policy's type first, and results last.
    protected boolean computesInFloat32() {
        return false;
    }

    /// Whether floating inputs are cast to the type of computation. A functional model leaves that to its layers.
    protected boolean castsInputs() {
        return autocast;
    }

    /// `weight` in the type of computation.
    final Tensor cast(Tensor weight) {
        boolean floating = weight.dtype().isFloating() && callDtype().isFloating();
        return autocast && floating ? weight.cast(callDtype()) : weight;
    }

    final void putAutocast(boolean autocast) {
        if (isFrozen()) {
            throw new IllegalStateException(
                    this + " is built: set autocast before its first call, or start from copy()");
        }
        this.autocast = autocast;
    }

    /// The type of the weight called `name`, which the layer is about to make.
    final DType weightDtype(String name) {
        if (!dtype().isFloating()) {
            throw new IllegalArgumentException(this + " cannot keep its " + name + " in " + dtype()
                    + "\n  needs  a floating type"
                    + "\n  mend   dtype(\"float32\"), or dtype(\"mixed_bfloat16\") to compute in 16 bits");
        }
        return dtype();
    }

    /// The floating type in which `call` gets inputs and weights.
    final DType callDtype() {
        return computesInFloat32() ? computeDtype().wide() : computeDtype();
    }

    /// Whether the policy was set, rather than taken from [Config].
    final boolean hasDtypePolicy() {
        return isSet(dtype);
    }

    final void putDtypePolicy(DTypePolicy value) {
        put(dtype, value);
    }
}
