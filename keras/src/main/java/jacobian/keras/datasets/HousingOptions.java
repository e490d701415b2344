package jacobian.keras.datasets;

import java.nio.file.Path;
import java.util.Optional;

/// How house prices are read and divided: `Datasets.californiaHousing(data -> data.testSplit(0.1))`.
public final class HousingOptions {
    private Optional<Path> path = Optional.empty();
    private double testSplit = 0.2;
    private long seed = 113;
    private boolean small;

    HousingOptions() {}

    /// Sets a file `.npz` to read; unless set it is downloaded at the first use.
    public HousingOptions path(Path path) {
        this.path = Optional.of(path);
        return this;
    }

    /// Sets which part of the data tests, between 0 and 1; 0.2 unless set.
    public HousingOptions testSplit(double testSplit) {
        if (testSplit == 0) {
            throw new IllegalArgumentException("test_split=0.0: leaves no row to test with");
        }
        this.testSplit = Splitting.checked(testSplit);
        return this;
    }

    /// Sets what the order before the division is drawn from; 113 unless set, as in Keras, whose order it is.
    public HousingOptions seed(long seed) {
        this.seed = seed;
        return this;
    }

    /// Sets whether only the first 600 rows are read, Keras' version "small"; all are unless set.
    public HousingOptions small(boolean small) {
        this.small = small;
        return this;
    }

    Optional<Path> path() {
        return path;
    }

    double testSplit() {
        return testSplit;
    }

    long seed() {
        return seed;
    }

    int most() {
        return small ? 600 : Integer.MAX_VALUE;
    }
}
