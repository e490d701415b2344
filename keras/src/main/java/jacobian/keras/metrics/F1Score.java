package jacobian.keras.metrics;

/// The harmonic mean of precision and recall of each class: 2 p r / (p + r).
public final class F1Score extends FScore<F1Score> {
    @Override
    double beta() {
        return 1;
    }
}
