package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.config.Setting;

/// An activation function as a layer of its own.
///
/// Input and output have the same shape.
public final class Activation extends FluentLayer<Activation> {
    private final Setting<ActivationFunction> activation = required("activation", ActivationFunction.class);

    public Activation(ActivationFunction activation) {
        set(this.activation, activation);
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        return RematScope.activation(this, value(activation), x);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
