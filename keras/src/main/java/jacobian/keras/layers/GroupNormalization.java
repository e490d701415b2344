package jacobian.keras.layers;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.List;
import java.util.stream.IntStream;

/// Brings each group of channels of each example to mean 0 and variance 1, then each channel to a learned scale
/// and offset (Wu and He, "Group normalization", 2018): `gamma * (x - mean) / sqrt(variance + epsilon) + beta`.
///
/// Mean and variance of a group are those of its channels at all positions. Training and inference do the same.
///
/// | | shape |
/// |---|---|
/// | input, output | `(batch, ..., channels)`; the channels are a multiple of the groups |
/// | gamma, beta | `(channels,)` |
public final class GroupNormalization extends ScaledNormalization<GroupNormalization> {
    private final Setting<Integer> groups = setting("groups", 32);
    private final Setting<Integer> axis = setting("axis", -1);

    /// Sets into how many groups the channels are divided; 32 unless set. With -1 each channel is a group of
    /// its own (instance normalization).
    public GroupNormalization groups(int groups) {
        if (groups < 1 && groups != -1) {
            throw new IllegalArgumentException("groups=" + groups + ": needs a whole number of 1 or more, or -1 for"
                    + " one group for each channel");
        }
        return set(this.groups, groups);
    }

    /// Sets the axis of channels; the last one unless set.
    public GroupNormalization axis(int axis) {
        return set(this.axis, axis);
    }

    @Override
    protected void build(Shape input) {
        var channels = Axes.sizes(this, List.of(value(axis)), input);
        int size = channels.size(0);
        if (size % groupsOf(size) != 0) {
            throw new ShapeException(this + " cannot take " + input + "\n  needs  a multiple of " + groupsOf(size)
                    + " channels along axis " + value(axis) + "\n  mend   set groups to a divisor of " + size);
        }
        makeWeights(channels);
    }

    private int groupsOf(int channels) {
        return value(groups) == -1 ? channels : value(groups);
    }

    @Override
    protected Tensor call(Tensor input, Call call) {
        var x = input.floating();
        var grouped = grouped(x);
        int groupAxis = x.shape().axis(value(axis));
        var reduced = IntStream.range(1, grouped.rank())
                .filter(axis -> axis != groupAxis)
                .toArray();
        var distance = grouped.subtract(grouped.meanKeep(reduced));
        var variance = distance.square().meanKeep(reduced);
        var factor = variance.add(x.constant(epsilon(), x.dtype())).rsqrt();
        var result = distance.multiply(factor).reshape(x.shape());
        if (scales()) {
            result = result.multiply(spread("gamma", x));
        }
        return centers() ? result.add(spread("beta", x)) : result;
    }

    /// The axis of channels as two: groups, and channels of a group.
    private Tensor grouped(Tensor x) {
        int at = x.shape().axis(value(axis));
        int channels = x.shape().size(at);
        int groups = groupsOf(channels);
        return x.reshape(x.shape().with(at, Dim.fixed(channels / groups)).insert(at, Dim.fixed(groups)));
    }

    private Tensor spread(String weight, Tensor x) {
        return Axes.spread(this, weight(weight), List.of(value(axis)), x);
    }
}
