package jacobian.keras.layers;

import jacobian.engine.graph.Node;
import jacobian.engine.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/// Which steps of a layer's result count: the mask that Keras lets travel with the tensor. Kept beside the
/// tensors, as long as they live.
public final class Masks {
    private static final Map<Node, Tensor> MASKS = new WeakHashMap<>();

    private static final System.Logger LOG = System.getLogger(Masks.class.getName());
    private static final Map<Layer, Boolean> LOST = new WeakHashMap<>();

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

    /// Says, once for each layer, that a mask ends at `layer`.
    static void warnOfLoss(Layer layer) {
        synchronized (LOST) {
            if (LOST.put(layer, true) == null) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0}, called \"{1}\", got an input with a mask, does not support masks, and loses it:"
                                + " layers behind it do not see the mask",
                        layer,
                        layer.name());
            }
        }
    }
}
