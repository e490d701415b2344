package jacobian.keras.layers;

import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;

/// The plain recurrent layer: the output of a step is the state for the next, `h' = activation(x kernel +
/// h recurrent_kernel + bias)`. Sequences may have any length.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, features)` |
/// | first state h, if it is not zeros: a further input | `(batch, units)` |
/// | output | `(batch, units)`, with [#returnSequences] `(batch, steps, units)` |
/// | last state h, with [#returnState]: a further result | `(batch, units)` |
/// | kernel, recurrent_kernel, bias | `(features, units)`, `(units, units)`, `(units,)` |
///
/// Masked steps leave the state as it is. Where Keras 3.15.1 forgets [#activityRegularizer], this layer does not.
public final class SimpleRNN extends RecurrentLayer<SimpleRNN> {
    private final Setting<Integer> units = required("units", Integer.class);

    public SimpleRNN(int units) {
        set(this.units, Checks.positive("units", units));
    }

    @Override
    RecurrentCell<?> newCell() {
        var cell = new SimpleRNNCell(value(units)).name("simple_rnn_cell");
        return this.<SimpleRNNCell>share(cell);
    }
}
