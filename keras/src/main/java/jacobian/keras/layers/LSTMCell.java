package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Setting;
import java.util.List;

/// One step of [LSTM] (Hochreiter and Schmidhuber, "Long short-term memory", 1997). With `z = x kernel +
/// h recurrent_kernel + bias`, whose columns are the gates i, f, c and o, `s` the recurrent activation and
/// `t` the activation: `c' = s(z_f) c + s(z_i) t(z_c)` and `h' = s(z_o) t(c')`.
///
/// | | shape |
/// |---|---|
/// | step | `(batch, features)` |
/// | states h and c, output | `(batch, units)` |
/// | kernel | `(features, 4 units)` |
/// | recurrent_kernel | `(units, 4 units)` |
/// | bias | `(4 units,)` |
public final class LSTMCell extends GatedCell<LSTMCell> {
    private final Setting<ActivationFunction> recurrentActivation =
            setting("recurrent_activation", ActivationFunction.class, Activations.SIGMOID);
    private final Setting<Boolean> unitForgetBias = setting("unit_forget_bias", true);

    public LSTMCell(int units) {
        super(units, 4);
    }

    /// Sets what is applied to the gates; `SIGMOID` unless set.
    public LSTMCell recurrentActivation(ActivationFunction recurrentActivation) {
        return set(this.recurrentActivation, recurrentActivation);
    }

    /// Sets whether the bias of the forget gate starts at 1; it does unless set
    /// (Jozefowicz et al., "An empirical exploration of recurrent network architectures", 2015).
    public LSTMCell unitForgetBias(boolean unitForgetBias) {
        return set(this.unitForgetBias, unitForgetBias);
    }

    @Override
    public List<Integer> stateSize() {
        return List.of(units(), units());
    }

    @Override
    Tensor firstBias(Shape shape) {
        return value(unitForgetBias) ? forgetBias(value(common.biasInitializer), units()) : super.firstBias(shape);
    }

    @Override
    List<Tensor> next(Tensor projected, List<Tensor> states, List<Tensor> noise) {
        var z = projected.add(recurrent(states.get(0), weight("recurrent_kernel"), noise));
        return activated(z, states);
    }

    @Override
    boolean joinsKernels() {
        return kernelsStayClose();
    }

    @Override
    List<Tensor> activated(Tensor z, List<Tensor> states) {
        return memorize(z, states.get(1), value(recurrentActivation));
    }
}
