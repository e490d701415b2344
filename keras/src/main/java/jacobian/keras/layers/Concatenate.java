package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Several inputs one after the other along an axis; the other axes agree.
public final class Concatenate extends FluentLayer<Concatenate> {
    private final Setting<Integer> axis = setting("axis", -1);

    /// Sets the axis; the last one unless set.
    public Concatenate axis(int axis) {
        return set(this.axis, axis);
    }

    @Override
    protected Tensor call(List<Tensor> inputs, Call call) {
        try {
            return Tensor.concatenate(inputs, value(axis));
        } catch (ShapeException e) {
            throw new ShapeException(
                    this + " cannot take " + inputs.stream().map(Tensor::shape).toList() + "\n  " + e.getMessage());
        }
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    /// An input without a mask counts as a whole.
    @Override
    protected Optional<Tensor> computeMask(List<Tensor> inputs, List<Optional<Tensor>> masks) {
        if (masks.stream().allMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        var wide = new ArrayList<Tensor>();
        for (int i = 0; i < inputs.size(); i++) {
            var all = inputs.get(i).onesLike().cast(DType.BOOL);
            wide.add(masks.get(i).map(mask -> widen(mask, all)).orElse(all));
        }
        return Optional.of(Tensor.concatenate(wide, value(axis)).any(-1));
    }

    private static Tensor widen(Tensor mask, Tensor all) {
        return mask.rank() < all.rank() ? mask.expandDims(-1).logicalAnd(all) : mask;
    }
}
