package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;

/// The highest precision, tp / (tp + fp), at a given recall, tp / (tp + fn).
public final class PrecisionAtRecall extends BestRate<PrecisionAtRecall> {
    /// For a recall of at least `recall`, between 0 and 1.
    public PrecisionAtRecall(double recall) {
        super("recall", recall);
    }

    @Override
    Tensor bound(Confusion counts) {
        return counts.recall();
    }

    @Override
    Tensor wanted(Confusion counts) {
        return counts.precision();
    }
}
