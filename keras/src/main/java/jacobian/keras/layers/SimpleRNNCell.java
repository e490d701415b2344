package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// One step of [SimpleRNN]: `h' = activation(x kernel + h recurrent_kernel + bias)`.
///
/// | | shape |
/// |---|---|
/// | step | `(batch, features)` |
/// | state h, output | `(batch, units)` |
/// | kernel | `(features, units)` |
/// | recurrent_kernel | `(units, units)` |
/// | bias | `(units,)` |
public final class SimpleRNNCell extends GatedCell<SimpleRNNCell> {
    public SimpleRNNCell(int units) {
        super(units, 1);
    }

    @Override
    public List<Integer> stateSize() {
        return List.of(units());
    }

    @Override
    List<Tensor> next(Tensor projected, List<Tensor> states, List<Tensor> noise) {
        var sum = projected.add(recurrent(states.get(0), weight("recurrent_kernel"), noise));
        var h = value(common.activation).apply(sum);
        return List.of(h, h);
    }
}
