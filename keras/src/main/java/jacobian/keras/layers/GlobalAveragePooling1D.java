package jacobian.keras.layers;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.List;
import java.util.Optional;

/// The mean over all steps; where the input has a mask, over the steps that count.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, features)` |
/// | output | `(batch, features)` |
public final class GlobalAveragePooling1D extends FluentLayer<GlobalAveragePooling1D> {
    private final Setting<Boolean> keepdims = setting("keepdims", false);

    /// Sets whether the axis of steps stays, with size 1.
    public GlobalAveragePooling1D keepdims(boolean keepdims) {
        return set(this.keepdims, keepdims);
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        if (x.rank() != 3) {
            throw new ShapeException(this + " cannot take " + x.shape() + "\n  needs  (batch, steps, features)");
        }
        var mean = call.mask().map(mask -> masked(x.floating(), mask)).orElseGet(() -> x.mean(1));
        return value(keepdims) ? mean.expandDims(1) : mean;
    }

    private static Tensor masked(Tensor x, Tensor mask) {
        var counts = mask.expandDims(2);
        var weights = counts.cast(x.dtype());
        return counts.select(x, x.zerosLike()).sum(1).divide(weights.sum(1));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected Optional<Tensor> computeMask(List<Tensor> inputs, List<Optional<Tensor>> masks) {
        return Optional.empty();
    }
}
