package jacobian.keras.layers;

import jacobian.engine.shape.Dim;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.DataFormat;
import jacobian.keras.random.SeedGenerator;

/// What spatial dropouts of one, two and three axes have in common: one decision for each channel of an example.
abstract class SpatialDropoutLayer<L extends SpatialDropoutLayer<L>> extends NoiseLayer<L> {
    private final int rank;

    SpatialDropoutLayer(int rank, double rate) {
        super("rate", Checks.fraction("rate", rate));
        this.rank = rank;
    }

    /// Where the channels of the input are.
    Channels channels() {
        return new Channels(DataFormat.CHANNELS_LAST, rank);
    }

    @Override
    final Tensor noisy(Tensor x, double rate, SeedGenerator random) {
        channels().require(this, x.shape());
        var decisions = x.shape();
        for (int axis : channels().spatial()) {
            decisions = decisions.with(axis, Dim.fixed(1));
        }
        return Chance.drop(x, rate, decisions, random);
    }
}
