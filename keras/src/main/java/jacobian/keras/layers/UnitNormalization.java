package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import jacobian.keras.ops.NN;
import java.util.List;

/// Brings each example to length 1: `x / max(|x|, 1e-12)`, with the L2 norm along its features.
///
/// Input and output have the same shape.
public final class UnitNormalization extends FluentLayer<UnitNormalization> {
    /// What a vector is divided by at least.
    private static final double LEAST = 1e-12;

    private final Setting<List<Integer>> axis = setting("axis", List.of(-1));

    /// Sets the axis or axes along which the length is taken; the last one unless set.
    public UnitNormalization axis(int... axis) {
        return set(this.axis, Axes.of("axis", axis));
    }

    @Override
    protected Tensor call(Tensor input, Call call) {
        var x = input.floating();
        return NN.normalize(x, 2, LEAST, Axes.positive(value(axis), x.shape()));
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
