package jacobian.keras.layers;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.random.SeedGenerator;

/// What spatial dropouts of one, two and three axes have in common: one decision for each channel of an example.
abstract class SpatialDropoutLayer<L extends SpatialDropoutLayer<L>> extends NoiseLayer<L> {
    private final int rank;

    SpatialDropoutLayer(int rank, double rate) {
        super("rate", Checks.fraction("rate", rate));
        this.rank = rank;
    }

    @Override
    final Tensor noisy(Tensor x, double rate, SeedGenerator random) {
        if (x.rank() != rank + 2) {
            throw new ShapeException(this + " cannot take " + x.shape() + "\n  needs  (batch, " + rank
                    + (rank == 1 ? " spatial axis" : " spatial axes") + ", channels)");
        }
        var decisions = x.shape();
        for (int axis = 1; axis <= rank; axis++) {
            decisions = decisions.with(axis, Dim.fixed(1));
        }
        return Chance.drop(x, rate, decisions, random);
    }
}
