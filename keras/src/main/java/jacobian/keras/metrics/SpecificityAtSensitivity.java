package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;

/// The highest specificity, tn / (tn + fp), at a given sensitivity, tp / (tp + fn).
public final class SpecificityAtSensitivity extends BestRate<SpecificityAtSensitivity> {
    /// For a sensitivity of at least `sensitivity`, between 0 and 1.
    public SpecificityAtSensitivity(double sensitivity) {
        super("sensitivity", sensitivity);
    }

    @Override
    Tensor bound(Confusion counts) {
        return counts.recall();
    }

    @Override
    Tensor wanted(Confusion counts) {
        return counts.specificity();
    }
}
