package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Setting;
import java.util.List;
import java.util.stream.IntStream;

/// exp(x) / sum(exp(x)) as a layer.
public final class Softmax extends FluentLayer<Softmax> {
    private final Setting<List<Integer>> axis = setting("axis", List.of(-1));

    /// Sets the axis or axes along which the results add up to 1; the last one unless set.
    public Softmax axis(int... axis) {
        return set(this.axis, IntStream.of(axis).boxed().toList());
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        return Activations.softmax(
                x, value(axis).stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
