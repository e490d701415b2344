package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Setting;
import java.util.List;
import java.util.stream.IntStream;

/// exp(x) / sum(exp(x)) as a layer. Places that a mask of the input leaves out are 0, and count for none of the
/// others.
public final class Softmax extends FluentLayer<Softmax> {
    private final Setting<List<Integer>> axis = setting("axis", List.of(-1));

    /// Sets the axis or axes along which the results add up to 1; the last one unless set.
    public Softmax axis(int... axis) {
        return set(this.axis, IntStream.of(axis).boxed().toList());
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        var axes = value(axis).stream().mapToInt(Integer::intValue).toArray();
        if (call.mask().isEmpty()) {
            return Activations.softmax(x, axes);
        }
        var counts = counts(x, call.mask().get());
        var masked = counts.select(
                x, x.constant(AttentionMask.never(x.dtype()), x.dtype()).broadcastTo(x.shape()));
        return counts.select(Activations.softmax(masked, axes), x.zerosLike());
    }

    /// `mask` in the shape of `x`.
    private Tensor counts(Tensor x, Tensor mask) {
        try {
            return mask.cast(DType.BOOL).broadcastTo(x.shape());
        } catch (ShapeException e) {
            throw new ShapeException(this + " cannot take the mask " + mask.shape() + " for " + x.shape()
                    + "\n  needs  one that can be broadcast to the input");
        }
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
