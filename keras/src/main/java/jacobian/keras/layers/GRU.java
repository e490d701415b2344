package jacobian.keras.layers;

import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;

/// Gated recurrent unit (Cho et al., 2014): [GRUCell] run over a sequence of any length.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, features)` |
/// | first state h, if it is not zeros: a further input | `(batch, units)` |
/// | output | `(batch, units)`, with [#returnSequences] `(batch, steps, units)` |
/// | last state h, with [#returnState]: a further result | `(batch, units)` |
/// | kernel, recurrent_kernel | `(features, 3 units)`, `(units, 3 units)` |
/// | bias | `(2, 3 units)`, without reset after `(3 units,)` |
///
/// Masked steps leave the state as it is.
public final class GRU extends RecurrentLayer<GRU> {
    private final Setting<Integer> units = required("units", Integer.class);
    private final Setting<ActivationFunction> recurrentActivation =
            setting("recurrent_activation", ActivationFunction.class, Activations.SIGMOID);
    private final Setting<Boolean> resetAfter = setting("reset_after", true);

    public GRU(int units) {
        set(this.units, Checks.positive("units", units));
    }

    /// Sets what is applied to the gates; `SIGMOID` unless set.
    public GRU recurrentActivation(ActivationFunction recurrentActivation) {
        return set(this.recurrentActivation, recurrentActivation);
    }

    /// Sets whether the reset gate is applied after the kernel of the state; it is unless set.
    public GRU resetAfter(boolean resetAfter) {
        return set(this.resetAfter, resetAfter);
    }

    @Override
    RecurrentCell<?> newCell() {
        return share(new GRUCell(value(units)).name("gru_cell"))
                .recurrentActivation(value(recurrentActivation))
                .resetAfter(value(resetAfter));
    }
}
