package jacobian.keras.metrics;

import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;

/// The harmonic mean of precision and recall of each class in which recall counts beta times as much: (1 +
/// beta^2) p r / (beta^2 p + r).
public final class FBetaScore extends FScore<FBetaScore> {
    private final Setting<Double> beta = setting("beta", 1.0);

    /// How much more recall counts than precision; 1 unless set.
    public FBetaScore beta(double beta) {
        return set(this.beta, Checks.positive("beta", beta));
    }

    @Override
    double beta() {
        return value(beta);
    }

    @Override
    protected String automaticName() {
        return "fbeta_score";
    }
}
