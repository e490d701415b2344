package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import jacobian.keras.ops.NN;
import java.util.List;

/// Brings each example to mean 0 and variance 1 along its features, then to a learned scale and offset
/// (Ba, Kiros and Hinton, "Layer normalization", 2016): `gamma * (x - mean) / sqrt(variance + epsilon) + beta`.
///
/// Training and inference do the same.
///
/// | | shape |
/// |---|---|
/// | input, output | `(batch, ..., features)` |
/// | gamma, beta | `(features,)`, or the sizes along all normalized axes |
public final class LayerNormalization extends ScaledNormalization<LayerNormalization> {
    private final Setting<List<Integer>> axis = setting("axis", List.of(-1));

    /// Sets the axis or axes along which mean and variance are taken; the last one unless set.
    public LayerNormalization axis(int... axis) {
        return set(this.axis, Axes.of("axis", axis));
    }

    @Override
    protected void build(Shape input) {
        makeWeights(Axes.sizes(this, value(axis), input));
    }

    @Override
    protected Tensor call(Tensor input, Call call) {
        var x = input.floating();
        return NN.layerNormalization(x, normalization -> {
            normalization.axis(Axes.positive(value(axis), x.shape())).epsilon(epsilon());
            if (scales()) {
                normalization.gamma(Axes.spread(this, weight("gamma"), value(axis), x));
            }
            if (centers()) {
                normalization.beta(Axes.spread(this, weight("beta"), value(axis), x));
            }
        });
    }
}
