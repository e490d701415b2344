package jacobian.keras.layers;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;
import jacobian.keras.config.DataFormat;
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
    private final Setting<DataFormat> dataFormat = setting("data_format", Config.imageDataFormat());
    private final Setting<Boolean> keepdims = setting("keepdims", false);

    /// Sets whether channels are the last axis or the one behind the batch; the last one unless set.
    public GlobalAveragePooling1D dataFormat(DataFormat dataFormat) {
        return set(this.dataFormat, dataFormat);
    }

    /// Sets whether the axis of steps stays, with size 1.
    public GlobalAveragePooling1D keepdims(boolean keepdims) {
        return set(this.keepdims, keepdims);
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        var channels = new Channels(value(dataFormat), 1);
        channels.require(this, x.shape());
        int steps = channels.spatial(0);
        var mean = call.mask()
                .map(mask -> masked(x.floating(), mask.expandDims(channels.axis()), steps))
                .orElseGet(() -> x.mean(steps));
        return value(keepdims) ? mean.expandDims(steps) : mean;
    }

    private static Tensor masked(Tensor x, Tensor counts, int steps) {
        return counts.select(x, x.zerosLike())
                .sum(steps)
                .divide(counts.cast(x.dtype()).sum(steps));
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
