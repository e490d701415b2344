package jacobian.keras.layers;

import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.config.Setting;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What [RNN], [SimpleRNN], [LSTM], [GRU] and [ConvLSTM2D] and its kin have in common: a cell that runs over a
/// sequence.
abstract sealed class SequenceLayer<L extends SequenceLayer<L>> extends FluentLayer<L> permits RNN, RecurrentLayer {
    private final Setting<Boolean> returnSequences = setting("return_sequences", false);
    private final Setting<Boolean> returnState = setting("return_state", false);
    private final Setting<Boolean> goBackwards = setting("go_backwards", false);
    private final Setting<Boolean> stateful = setting("stateful", false);
    private final Setting<Boolean> unroll = setting("unroll", false);
    private final Setting<Boolean> zeroOutputForMask = setting("zero_output_for_mask", false);

    private @Nullable Recurrence recurrence;
    private SequenceState state = new SequenceState();

    /// The cell, an [RNNCell] not yet built.
    abstract Layer newCell();

    /// Sets whether the result is the output of every step, not of the last one only.
    public L returnSequences(boolean returnSequences) {
        return set(this.returnSequences, returnSequences);
    }

    /// Sets whether the last states are results too.
    public L returnState(boolean returnState) {
        return set(this.returnState, returnState);
    }

    /// Sets whether the last step is taken first; the outputs are in the order in which steps are taken.
    public L goBackwards(boolean goBackwards) {
        return set(this.goBackwards, goBackwards);
    }

    /// Sets whether a batch begins with the states with which the one before ended. All batches have one size,
    /// which `new Input(...).batchSize(n)` says.
    public L stateful(boolean stateful) {
        return set(this.stateful, stateful);
    }

    /// Sets whether the steps, whose number must be known, are written out one after the other in place of a
    /// loop: more memory and a longer compilation, for a few steps less time. The output of a masked step is then
    /// that of the step before, and 0 where there is none.
    public L unroll(boolean unroll) {
        return set(this.unroll, unroll);
    }

    /// Sets whether the output of a masked step is 0; it is the first state unless set, which for the layers of
    /// Keras is the output of the step before.
    public L zeroOutputForMask(boolean zeroOutputForMask) {
        return set(this.zeroOutputForMask, zeroOutputForMask);
    }

    /// Makes the states of a stateful layer zeros again.
    public void resetState() {
        state.reset();
    }

    @Override
    final List<Variable> keptStates() {
        return state.variables();
    }

    final SequenceFlags flags() {
        return new SequenceFlags(
                value(returnSequences),
                value(returnState),
                value(goBackwards),
                value(stateful),
                value(unroll),
                value(zeroOutputForMask));
    }

    /// A copy for one direction of a [Bidirectional].
    final L direction(String name, boolean backwards) {
        var copy = copy();
        copy.rename(name);
        copy.change(goBackwards, backwards);
        copy.change(zeroOutputForMask, value(returnSequences));
        return copy;
    }

    @Override
    protected void buildFrom(List<TensorType> inputs) {
        var made = new Recurrence(this, track("cell", newCell()), flags(), state);
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
        var results = made.run(inputs, call);
        if (value(returnSequences)) {
            call.mask().ifPresent(mask -> Masks.with(results.get(0), mask));
        }
        return results;
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
