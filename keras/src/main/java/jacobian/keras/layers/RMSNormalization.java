package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.initializers.Ones;
import jacobian.keras.ops.NN;
import java.util.List;

/// Brings each example to mean square 1 along its features, then to a learned scale
/// (Zhang and Sennrich, "Root mean square layer normalization", 2019): `scale * x / sqrt(mean(x^2) + epsilon)`.
///
/// | | shape |
/// |---|---|
/// | input, output | `(batch, ..., features)` |
/// | scale | `(features,)`, or the sizes along all normalized axes |
public final class RMSNormalization extends FluentLayer<RMSNormalization> {
    private final Setting<List<Integer>> axis = setting("axis", List.of(-1));
    private final Setting<Double> epsilon = setting("epsilon", 1e-6);

    /// Sets the axis or axes along which the mean is taken; the last one unless set.
    public RMSNormalization axis(int... axis) {
        return set(this.axis, Axes.of("axis", axis));
    }

    /// Sets what is added to the mean square; 1e-6 unless set.
    public RMSNormalization epsilon(double epsilon) {
        return set(this.epsilon, Checks.notNegative("epsilon", epsilon));
    }

    @Override
    protected void build(Shape input) {
        weight("scale", Axes.sizes(this, value(axis), input), new Ones());
    }

    @Override
    protected Tensor call(Tensor input, Call call) {
        var x = input.floating();
        return NN.rmsNormalization(
                x,
                normalization -> normalization
                        .axis(Axes.positive(value(axis), x.shape()))
                        .epsilon(value(epsilon))
                        .scale(Axes.spread(this, weight("scale"), value(axis), x)));
    }

    @Override
    protected boolean computesInFloat32() {
        return true;
    }
}
