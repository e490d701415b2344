package jacobian.keras.layers;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A recurrent layer that reads sequences from both ends (Schuster and Paliwal, "Bidirectional recurrent neural
/// networks", 1997): two copies of the given one with weights of their own, merged.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, features)` |
/// | first states, if they are not zeros: further inputs | those of the forward layer, then those of the other |
/// | output | that of the layer; by [MergeMode#CONCAT] twice as wide |
/// | last states, where the layer returns them: further results | as the first states |
///
/// ```java
/// new Bidirectional(new GRU(32).returnSequences(true)).mergeMode(MergeMode.SUM)
/// ```
///
/// Where sequences are returned, the output of a masked step is 0.
public final class Bidirectional extends FluentLayer<Bidirectional> {
    private final Setting<Layer> layer = required("layer", Layer.class);
    private final Setting<MergeMode> mergeMode = setting("merge_mode", MergeMode.class, MergeMode.CONCAT);
    private final Setting<Layer> backwardLayer = optional("backward_layer", Layer.class);

    private @Nullable Layer forward;
    private @Nullable Layer backward;

    /// `layer` is an [RNN], [SimpleRNN], [LSTM] or [GRU]; it is copied and stays as it is.
    public Bidirectional(Layer layer) {
        sequence(layer);
        set(this.layer, layer);
    }

    /// Sets how the two results are merged; [MergeMode#CONCAT] unless set.
    public Bidirectional mergeMode(MergeMode mergeMode) {
        return set(this.mergeMode, mergeMode);
    }

    /// Sets the layer for the other direction, which goes backwards; a copy of the forward one unless set. It is
    /// copied and stays as it is.
    public Bidirectional backwardLayer(Layer backwardLayer) {
        sequence(backwardLayer);
        return set(this.backwardLayer, backwardLayer);
    }

    /// Makes the states of stateful layers zeros again.
    public void resetState() {
        layers().forEach(each -> sequence(each).resetState());
    }

    private static SequenceLayer<?> sequence(Layer layer) {
        if (layer instanceof SequenceLayer<?> sequence) {
            return sequence;
        }
        throw new IllegalArgumentException("Bidirectional cannot take " + layer
                + "\n  needs  an RNN, SimpleRNN, LSTM, GRU, ConvLSTM1D, ConvLSTM2D or ConvLSTM3D");
    }

    private SequenceFlags flags() {
        return sequence(value(layer)).flags();
    }

    private void check(SequenceFlags one, SequenceFlags other) {
        if (one.goBackwards() == other.goBackwards()) {
            throw new IllegalArgumentException(this + ": both layers have go_backwards=" + one.goBackwards()
                    + "\n  mend   set goBackwards(true) for the backward layer alone");
        }
        if (one.returnSequences() != other.returnSequences()
                || one.returnState() != other.returnState()
                || one.stateful() != other.stateful()) {
            throw new IllegalArgumentException(
                    this + ": both layers need the same return_sequences, return_state and stateful");
        }
    }

    @Override
    protected void buildFrom(List<TensorType> inputs) {
        var one = sequence(value(layer)).flags();
        var other = find(backwardLayer).map(each -> sequence(each).flags());
        check(
                one,
                other.orElse(new SequenceFlags(
                        one.returnSequences(),
                        one.returnState(),
                        true,
                        one.stateful(),
                        one.unroll(),
                        one.zeroOutputForMask())));
        forward = track("forward_layer", forwardLayer());
        backward = track("backward_layer", backwardLayer());
        if (!isTrainable()) {
            layers().forEach(each -> each.setTrainable(false));
        }
    }

    /// The layer that reads forwards; a fresh copy before the first call.
    public Layer forwardLayer() {
        var made = forward;
        var given = value(layer);
        return made != null
                ? made
                : sequence(given)
                        .direction(
                                "forward_" + strip(given.name(), "forward_"),
                                sequence(given).flags().goBackwards());
    }

    /// The layer that reads backwards; a fresh copy before the first call.
    public Layer backwardLayer() {
        var made = backward;
        var given = value(layer);
        return made != null
                ? made
                : find(backwardLayer)
                        .<Layer>map(each -> sequence(each)
                                .direction(each.name(), !sequence(given).flags().goBackwards()))
                        .orElseGet(() ->
                                sequence(given).direction("backward_" + strip(given.name(), "backward_"), true));
    }

    private static String strip(String name, String prefix) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    @Override
    protected boolean rebuildsLayers() {
        return true;
    }

    @Override
    protected void forget() {
        super.forget();
        forward = null;
        backward = null;
    }

    @Override
    protected List<Tensor> callAll(List<Tensor> inputs, Call call) {
        var x = inputs.get(0);
        if (inputs.size() % 2 == 0) {
            throw new ShapeException(this + " cannot take " + (inputs.size() - 1) + " first states"
                    + "\n  needs  those of the forward layer, then as many of the backward layer, or none");
        }
        int half = (inputs.size() - 1) / 2;
        var one = run(forward, x, inputs.subList(1, 1 + half));
        var two = run(backward, x, inputs.subList(1 + half, inputs.size()));
        var results = new ArrayList<>(merge(one.get(0), two.get(0)));
        if (flags().returnSequences()) {
            call.mask().ifPresent(mask -> results.forEach(result -> Masks.with(result, mask)));
        }
        results.addAll(one.subList(1, one.size()));
        results.addAll(two.subList(1, two.size()));
        return results;
    }

    private List<Tensor> run(@Nullable Layer direction, Tensor x, List<Tensor> states) {
        if (direction == null) {
            throw new IllegalStateException(this + " is not built");
        }
        var inputs = new ArrayList<Tensor>();
        inputs.add(x);
        inputs.addAll(states);
        return direction.applyAll(inputs);
    }

    private List<Tensor> merge(Tensor one, Tensor backwards) {
        var two = flags().returnSequences() ? backwards.flip(1) : backwards;
        return switch (value(mergeMode)) {
            case CONCAT -> List.of(Tensor.concatenate(List.of(one, two), -1));
            case SUM -> List.of(one.add(two));
            case AVE -> List.of(one.add(two).divide(one.constant(2, one.dtype())));
            case MUL -> List.of(one.multiply(two));
            case NONE -> List.of(one, two);
        };
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected Optional<Tensor> computeMask(List<Tensor> inputs, List<Optional<Tensor>> masks) {
        return flags().returnSequences() ? masks.get(0) : Optional.empty();
    }
}
