package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;

/// The highest sensitivity, tp / (tp + fn), at a given specificity, tn / (tn + fp).
public final class SensitivityAtSpecificity extends BestRate<SensitivityAtSpecificity> {
    /// For a specificity of at least `specificity`, between 0 and 1.
    public SensitivityAtSpecificity(double specificity) {
        super("specificity", specificity);
    }

    @Override
    Tensor bound(Confusion counts) {
        return counts.specificity();
    }

    @Override
    Tensor wanted(Confusion counts) {
        return counts.recall();
    }
}
