package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;

/// The highest recall, tp / (tp + fn), at a given precision, tp / (tp + fp).
public final class RecallAtPrecision extends BestRate<RecallAtPrecision> {
    /// For a precision of at least `precision`, between 0 and 1.
    public RecallAtPrecision(double precision) {
        super("precision", precision);
    }

    @Override
    Tensor bound(Confusion counts) {
        return counts.precision();
    }

    @Override
    Tensor wanted(Confusion counts) {
        return counts.recall();
    }
}
