package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.List;
import java.util.Optional;

/// Masks the steps all of whose features are the mask value, for the layers that follow; in the result they are
/// 0.
///
/// Input and output have the same shape, `(batch, steps, features)`.
public final class Masking extends FluentLayer<Masking> {
    private final Setting<Double> maskValue = setting("mask_value", 0.0);

    /// Sets the value that means "no step here"; 0 unless set.
    public Masking maskValue(double maskValue) {
        return set(this.maskValue, maskValue);
    }

    private Tensor counts(Tensor x) {
        return x.notEqual(x.constant(value(maskValue), x.dtype())).any(-1);
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        return counts(x).expandDims(-1).select(x, x.zerosLike());
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected Optional<Tensor> computeMask(List<Tensor> inputs, List<Optional<Tensor>> masks) {
        return Optional.of(counts(inputs.get(0)));
    }
}
