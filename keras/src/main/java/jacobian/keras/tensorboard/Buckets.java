package jacobian.keras.tensorboard;

/// Counts values in thirty buckets of one width from the least to the greatest, as TensorBoard does. Values
/// that are no finite numbers are left out.
final class Buckets {
    /// How many buckets a histogram has.
    static final int COUNT = 30;

    private Buckets() {}

    /// Rows of left end, right end and count.
    static double[] of(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Double.isFinite(value)) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        var rows = new double[COUNT * 3];
        if (least > greatest) {
            return rows;
        }
        double range = greatest - least;
        for (int i = 0; i < COUNT; i++) {
            rows[3 * i] = least + range * i / COUNT;
            rows[3 * i + 1] = i + 1 == COUNT ? greatest : least + range * (i + 1) / COUNT;
        }
        for (double value : values) {
            if (Double.isFinite(value)) {
                rows[3 * bucket(value - least, range) + 2]++;
            }
        }
        return rows;
    }

    /// A single value stands in the last bucket.
    private static int bucket(double offset, double range) {
        return range == 0 ? COUNT - 1 : Math.min((int) (offset / (range / COUNT)), COUNT - 1);
    }
}
