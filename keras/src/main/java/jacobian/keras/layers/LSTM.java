package jacobian.keras.layers;

import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;

/// Long short-term memory (Hochreiter and Schmidhuber, 1997): [LSTMCell] run over a sequence of any length.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, features)` |
/// | first states h and c, if they are not zeros: further inputs | `(batch, units)` each |
/// | output | `(batch, units)`, with [#returnSequences] `(batch, steps, units)` |
/// | last states h and c, with [#returnState]: further results | `(batch, units)` each |
/// | kernel, recurrent_kernel, bias | `(features, 4 units)`, `(units, 4 units)`, `(4 units,)` |
///
/// ```java
/// new Sequential(new Embedding(10_000, 64).maskZero(true), new LSTM(128), new Dense(1).activation(SIGMOID))
/// ```
///
/// Masked steps leave the states as they are.
public final class LSTM extends RecurrentLayer<LSTM> {
    private final Setting<Integer> units = required("units", Integer.class);
    private final Setting<ActivationFunction> recurrentActivation =
            setting("recurrent_activation", ActivationFunction.class, Activations.SIGMOID);
    private final Setting<Boolean> unitForgetBias = setting("unit_forget_bias", true);

    public LSTM(int units) {
        set(this.units, Checks.positive("units", units));
    }

    /// Sets what is applied to the gates; `SIGMOID` unless set.
    public LSTM recurrentActivation(ActivationFunction recurrentActivation) {
        return set(this.recurrentActivation, recurrentActivation);
    }

    /// Sets whether the bias of the forget gate starts at 1; it does unless set.
    public LSTM unitForgetBias(boolean unitForgetBias) {
        return set(this.unitForgetBias, unitForgetBias);
    }

    @Override
    RecurrentCell<?> newCell() {
        return share(new LSTMCell(value(units)).name("lstm_cell"))
                .recurrentActivation(value(recurrentActivation))
                .unitForgetBias(value(unitForgetBias));
    }
}
