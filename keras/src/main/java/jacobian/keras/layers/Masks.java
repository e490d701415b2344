package jacobian.keras.layers;

import jacobian.engine.graph.Node;
import jacobian.engine.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/// Which steps of a layer's result count: the mask that Keras lets travel with the tensor. Kept beside the tensors,
/// as long as they live.
public final class Masks {
    private static final Map<Node, Tensor> MASKS = new WeakHashMap<>();

    private Masks() {}

    /// The mask of `x`, if layers on its way here have set one.
    public static Optional<Tensor> of(Tensor x) {
        synchronized (MASKS) {
            return MASKS.isEmpty() ? Optional.empty() : Optional.ofNullable(MASKS.get(x.node()));
        }
    }

    /// Lets `mask`, a bool tensor of the leading axes of `x`, travel with `x`.
    public static Tensor with(Tensor x, Tensor mask) {
        synchronized (MASKS) {
            MASKS.put(x.node(), mask);
        }
        return x;
    }
}
