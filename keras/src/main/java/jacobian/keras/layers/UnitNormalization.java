package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.List;

/// Brings each example to length 1: `x / max(|x|, 1e-12)`, with the L2 norm along its features.
///
/// Input and output have the same shape.
public final class UnitNormalization extends FluentLayer<UnitNormalization> {
    /// Of the squared length.
    private static final double LEAST = 1e-24;

    private final Setting<List<Integer>> axis = setting("axis", List.of(-1));

    /// Sets the axis or axes along which the length is taken; the last one unless set.
    public UnitNormalization axis(int... axis) {
        return set(this.axis, Axes.of("axis", axis));
    }

    @Override
    protected Tensor call(Tensor input, Call call) {
        var x = input.floating();
        var squared = x.square().sumKeep(Axes.positive(value(axis), x.shape()));
        // The limit stands inside the root, so that the gradient of zeros is a number.
        return x.multiply(squared.maximum(x.constant(LEAST, x.dtype())).rsqrt());
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected boolean computesInFloat32() {
        return true;
    }
}
