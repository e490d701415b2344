package jacobian.keras.layers;

import jacobian.engine.shape.Dim;
import jacobian.engine.tensor.Tensor;
import java.util.List;

/// Elements repeated where they stand.
final class Repeat {
    private Repeat() {}

    /// Each element along axis `i + 1` `times[i]` times, one after the other.
    static Tensor along(Tensor x, List<Integer> times) {
        var wide = x;
        for (int i = times.size() - 1; i >= 0; i--) {
            wide = wide.expandDims(i + 2);
        }
        var shape = wide.shape();
        for (int i = 0; i < times.size(); i++) {
            shape = shape.with(2 * i + 2, Dim.fixed(times.get(i)));
        }
        var repeated = wide.broadcastTo(shape);
        for (int i = 0; i < times.size(); i++) {
            repeated = repeated.flattenAxes(i + 1, i + 2);
        }
        return repeated;
    }
}
