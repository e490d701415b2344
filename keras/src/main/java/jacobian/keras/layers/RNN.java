package jacobian.keras.layers;

import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import jacobian.keras.regularizers.Regularizer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A cell run over a sequence, each step with the states that the step before has left. Sequences may have any
/// length.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, ...)` |
/// | first states, if they are not zeros: further inputs | `(batch, size)` each |
/// | output | `(batch, size)`, with [#returnSequences] `(batch, steps, size)` |
/// | last states, with [#returnState]: further results | `(batch, size)` each |
///
/// ```java
/// new RNN(new StackedRNNCells(new GRUCell(32), new GRUCell(16))).returnSequences(true)
/// ```
///
/// A masked step leaves the states as they are; its output is the first state, or 0 with [#zeroOutputForMask].
public final class RNN extends FluentLayer<RNN> {
    private final Setting<Layer> cell = required("cell", Layer.class);
    private final Setting<Regularizer> activityRegularizer = optional("activity_regularizer", Regularizer.class);
    private final Setting<Boolean> returnSequences = setting("return_sequences", false);
    private final Setting<Boolean> returnState = setting("return_state", false);
    private final Setting<Boolean> goBackwards = setting("go_backwards", false);
    private final Setting<Boolean> stateful = setting("stateful", false);
    private final Setting<Boolean> zeroOutputForMask = setting("zero_output_for_mask", false);

    private @Nullable Recurrence recurrence;
    private SequenceState state = new SequenceState();

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

    /// Sets a penalty on the result, divided by the batch size.
    public RNN activityRegularizer(Regularizer regularizer) {
        return set(activityRegularizer, regularizer);
    }

    /// Sets whether the result is the output of every step, not of the last one only.
    public RNN returnSequences(boolean returnSequences) {
        return set(this.returnSequences, returnSequences);
    }

    /// Sets whether the last states are results too.
    public RNN returnState(boolean returnState) {
        return set(this.returnState, returnState);
    }

    /// Sets whether the last step is taken first; the outputs are in the order in which steps are taken.
    public RNN goBackwards(boolean goBackwards) {
        return set(this.goBackwards, goBackwards);
    }

    /// Sets whether a batch begins with the states with which the one before ended. All batches have one size,
    /// which `new Input(...).batchSize(n)` says.
    public RNN stateful(boolean stateful) {
        return set(this.stateful, stateful);
    }

    /// Sets whether the output of a masked step is 0; it is the first state unless set.
    public RNN zeroOutputForMask(boolean zeroOutputForMask) {
        return set(this.zeroOutputForMask, zeroOutputForMask);
    }

    /// Makes the states of a stateful layer zeros again.
    public void resetState() {
        state.reset();
    }

    SequenceFlags flags() {
        return new SequenceFlags(
                value(returnSequences),
                value(returnState),
                value(goBackwards),
                value(stateful),
                value(zeroOutputForMask));
    }

    /// A copy for one direction of a [Bidirectional].
    RNN direction(String name, boolean backwards) {
        var copy = copy();
        copy.rename(name);
        copy.change(goBackwards, backwards);
        copy.change(zeroOutputForMask, value(returnSequences));
        return copy;
    }

    @Override
    protected Optional<Regularizer> activityRegularizer() {
        return find(activityRegularizer);
    }

    @Override
    protected void buildFrom(List<TensorType> inputs) {
        var tracked = track("cell", value(cell));
        var made = new Recurrence(this, tracked, flags(), state);
        made.build(inputs.get(0));
        recurrence = made;
    }

    @Override
    protected boolean rebuildsLayers() {
        return true;
    }

    @Override
    protected void forget() {
        super.forget();
        recurrence = null;
        state = new SequenceState();
    }

    @Override
    protected List<Tensor> callAll(List<Tensor> inputs, Call call) {
        var made = recurrence;
        if (made == null) {
            throw new IllegalStateException(this + " is not built");
        }
        return made.run(inputs, call);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected Optional<Tensor> computeMask(List<Tensor> inputs, List<Optional<Tensor>> masks) {
        return value(returnSequences) ? masks.get(0) : Optional.empty();
    }
}
