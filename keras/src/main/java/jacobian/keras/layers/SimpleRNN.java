package jacobian.keras.layers;

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
/// Masked steps leave the state as it is.
public final class SimpleRNN extends RecurrentLayer<SimpleRNN> {
    public SimpleRNN(int units) {
        super(units);
    }

    @Override
    GatedCell<?> newCell() {
        var cell = new SimpleRNNCell(units()).name("simple_rnn_cell");
        return this.<SimpleRNNCell>share(cell);
    }
}
