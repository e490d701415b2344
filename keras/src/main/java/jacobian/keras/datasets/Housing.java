package jacobian.keras.datasets;

import jacobian.keras.data.Examples;
import java.util.Arrays;

/// Prices of houses, in one file of two arrays: `x` has the features, `y` the prices.
record Housing(String name, KerasFile file) {
    static final Housing BOSTON = new Housing(
            "boston_housing",
            new KerasFile("boston_housing.npz", "f553886a1f8d56431e820c5b82552d9d95cfcb96d1e678153f8839538947dff5"));

    static final Housing CALIFORNIA = new Housing(
            "california_housing",
            new KerasFile(
                    "california_housing.npz", "1a2e3a52e0398de6463aebe6f4a8da34fb21fbb6b934cf88c3425e766f2a1a6f"));

    Examples.Split read(HousingOptions options, DownloadCache cache) {
        var path = options.path().orElseGet(() -> file.fetch(name, cache));
        var arrays = Archives.arrays(path);
        var x = Archives.array(arrays, "x", path);
        var y = Archives.array(arrays, "y", path).doubles();
        int columns = x.shape()[1];
        int count = Math.min(y.length, options.most());
        var values = x.doubles();
        int[] order = new MersenneTwister(options.seed()).permutation(count);
        int training = Splitting.training(count, options.testSplit());
        return new Examples.Split(
                part(values, y, columns, Arrays.copyOf(order, training)),
                part(values, y, columns, Arrays.copyOfRange(order, training, count)));
    }

    private static Examples part(double[] x, double[] y, int columns, int[] rows) {
        var features = new float[rows.length][columns];
        var prices = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns; j++) {
                features[i][j] = (float) x[rows[i] * columns + j];
            }
            prices[i] = (float) y[rows[i]];
        }
        return Examples.of(features, prices);
    }
}
