package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// Returns what it is given, one input or several.
public final class Identity extends FluentLayer<Identity> {
    @Override
    protected List<Tensor> callAll(List<Tensor> inputs, Call call) {
        return inputs;
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
