package jacobian.cli;

import jacobian.keras.data.Rows;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Mean and variance of each feature, which the last axis counts; a variance of 1 where all values are alike,
/// so that a feature that training saw only once does not blow up later.
record FeatureMoments(double[] mean, double[] variance) {
    private static final double ALIKE = 1e-12;

    /// Of rows of float32.
    static FeatureMoments of(Rows rows) {
        var shape = rows.type().shape();
        return of(rows, shape.rank() == 0 ? 1 : shape.size(-1));
    }

    /// Of all numbers together.
    static FeatureMoments ofAll(Rows rows) {
        return of(rows, 1);
    }

    private static FeatureMoments of(Rows rows, int features) {
        var mean = new double[features];
        var squares = new double[features];
        long size = rows.count() * rows.type().shape().size();
        for (long i = 0; i < size; i++) {
            int feature = (int) (i % features);
            double value = rows.elements().getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
            // Welford's update: no digits are lost where the mean is large.
            double distance = value - mean[feature];
            mean[feature] += distance / (i / features + 1);
            squares[feature] += distance * (value - mean[feature]);
        }
        long count = size / features;
        for (int i = 0; i < features; i++) {
            double variance = squares[i] / count;
            squares[i] = Math.sqrt(variance) > ALIKE * Math.abs(mean[i]) ? variance : 1;
        }
        return new FeatureMoments(mean, squares);
    }

    @Override
    public String toString() {
        return "mean " + Arrays.toString(mean) + ", variance " + Arrays.toString(variance);
    }
}
