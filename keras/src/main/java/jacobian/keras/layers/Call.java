package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.random.SeedGenerator;
import java.util.List;
import java.util.Optional;

/// One call of a layer, seen from inside it.
public final class Call {
    private final Layer layer;
    private final CallContext context;
    private final List<Optional<Tensor>> masks;
    private final CallArguments arguments;

    Call(Layer layer, CallContext context, List<Optional<Tensor>> masks, CallArguments arguments) {
        this.layer = layer;
        this.context = context;
        this.masks = masks;
        this.arguments = arguments;
    }

    CallContext context() {
        return context;
    }

    /// Whether the model is being trained, as whoever called first has said.
    public boolean training() {
        return context.mode == Mode.TRAINING;
    }

    /// Which steps of the first input count: bool, true for those that do; empty where all do.
    public Optional<Tensor> mask() {
        return masks.get(0);
    }

    /// The mask of each input.
    public List<Optional<Tensor>> masks() {
        return masks;
    }

    /// What the layer was called with besides its inputs.
    public CallArguments arguments() {
        return arguments;
    }

    /// The layer's source of random numbers, which goes on from call to call.
    public SeedGenerator random() {
        return layer.random();
    }

    /// Lets `inner`, called inside this call, take `value` for its weight called `name`.
    void substitute(Layer inner, String name, Tensor value) {
        context.substitute = new CallContext.Substitute(inner, name, value);
    }

    /// Does what changes variables, such as those of a metric: `call.update(() -> mean.updateState(x))`. Left out
    /// while
    /// the call serves to connect a functional graph, whose tensors have no values.
    public void update(Runnable changes) {
        if (!context.symbolic) {
            changes.run();
        }
    }

    /// Adds `loss`, or the sum of its elements, to what training makes small.
    public void addLoss(Tensor loss) {
        context.addLoss(layer, loss);
    }
}
