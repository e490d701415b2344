package jacobian.keras.datasets;

/// Where a data set is divided, as Keras divides it.
final class Splitting {
    private Splitting() {}

    static double checked(double testSplit) {
        if (!(testSplit >= 0 && testSplit < 1)) {
            throw new IllegalArgumentException("test_split=" + testSplit + ": needs a number of 0 or more, below 1");
        }
        return testSplit;
    }

    /// How many of `count` examples train.
    static int training(int count, double testSplit) {
        return (int) (count * (1 - testSplit));
    }
}
