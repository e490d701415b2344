package jacobian.keras.layers;

import jacobian.keras.config.Setting;

/// A cell run over a sequence, each step with the states that the step before has left. Sequences may have any
/// length.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, ...)` |
/// | first states, if they are not those of the cell, mostly zeros: further inputs | `(batch, size)` each |
/// | output | `(batch, size)`, with [#returnSequences] `(batch, steps, size)` |
/// | last states, with [#returnState]: further results | `(batch, size)` each |
///
/// ```java
/// new RNN(new StackedRNNCells(new GRUCell(32), new GRUCell(16))).returnSequences(true)
/// ```
///
/// A masked step leaves the states as they are; its output is the first state, or 0 with [#zeroOutputForMask].
public final class RNN extends SequenceLayer<RNN> {
    private final Setting<Layer> cell = required("cell", Layer.class);

    /// `cell` is an [RNNCell].
    public RNN(Layer cell) {
        cell(cell);
        set(this.cell, cell);
    }

    /// `layer` as a cell.
    static RNNCell cell(Layer layer) {
        if (layer instanceof RNNCell cell) {
            return cell;
        }
        throw new IllegalArgumentException(layer + " is no cell\n  needs  a layer that implements RNNCell");
    }

    @Override
    Layer newCell() {
        return value(cell);
    }
}
