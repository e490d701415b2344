package jacobian.plots;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.models.Model;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// What a model says at each place of a plane.
///
/// @param xs the places along the first feature
/// @param ys the places along the second
/// @param probabilities of each class at each place: `[class][row of ys][column of xs]`
record DecisionRegions(double[] xs, double[] ys, double[][][] probabilities) {
    /// How far the plane reaches beyond the examples.
    private static final double MARGIN = 0.12;

    private static final int BATCH = 8192;

    static DecisionRegions of(Model model, Tensor x, BoundaryOptions options, boolean signs) {
        var shape = x.type().shape();
        check(shape.rank(), shape.rank() == 2 ? shape.size(1) : 0, String.valueOf(shape), options);
        int features = shape.size(1);
        float[] values = x.floats();
        int count = options.resolution();
        var xs = places(column(values, features, options.first()), count);
        var ys = places(column(values, features, options.second()), count);
        var means = IntStream.range(0, features)
                .mapToDouble(i ->
                        DoubleStream.of(column(values, features, i)).average().orElse(0))
                .toArray();
        var plane = new float[count * count * features];
        for (int at = 0; at < count * count; at++) {
            for (int i = 0; i < features; i++) {
                plane[at * features + i] = (float) means[i];
            }
            plane[at * features + options.first()] = (float) xs[at % count];
            plane[at * features + options.second()] = (float) ys[at / count];
        }
        return new DecisionRegions(xs, ys, probabilities(predict(model, plane, features), count, signs));
    }

    private static void check(int rank, int features, String shape, BoundaryOptions options) {
        if (rank != 2 || features < 2 || (features > 2 && !options.chosen())) {
            throw new IllegalArgumentException(
                    "a decision boundary needs examples of two features, (n, 2), not " + shape
                            + (rank == 2 && features > 2
                                    ? ": choose two by features(0, 1), the others stay at their means"
                                    : ""));
        }
        for (int feature : new int[] {options.first(), options.second()}) {
            if (feature < 0 || feature >= features) {
                throw new IllegalArgumentException(
                        "there is no feature " + feature + ": there are 0 to " + (features - 1));
            }
        }
    }

    static double[] column(float[] values, int columns, int column) {
        return IntStream.range(0, values.length / columns)
                .mapToDouble(row -> values[row * columns + column])
                .toArray();
    }

    /// `count` places over all `values` and a little beyond.
    private static double[] places(double[] values, int count) {
        double low = DoubleStream.of(values).filter(Double::isFinite).min().orElse(0);
        double high = DoubleStream.of(values).filter(Double::isFinite).max().orElse(1);
        double margin = high > low ? MARGIN * (high - low) : 1;
        return IntStream.range(0, count)
                .mapToDouble(i -> low - margin + i * (high - low + 2 * margin) / (count - 1))
                .toArray();
    }

    private static double[][] predict(Model model, float[] plane, int features) {
        var rows = new java.util.ArrayList<double[]>();
        int total = plane.length / features;
        for (int from = 0; from < total; from += BATCH) {
            int to = Math.min(total, from + BATCH);
            var part = Tensor.of(Arrays.copyOfRange(plane, from * features, to * features), to - from, features);
            var out = model.predictOnBatch(part);
            if (out.type().shape().size() % (to - from) != 0
                    || out.type().shape().rank() > 2) {
                throw new IllegalArgumentException(
                        model.name() + " gives " + out.type().shape()
                                + ": a decision boundary needs one number, (n, 1), or one for each class, (n, k)");
            }
            int width = (int) (out.type().shape().size() / (to - from));
            double[] values = out.doubles();
            for (int i = 0; i < to - from; i++) {
                rows.add(Arrays.copyOfRange(values, i * width, (i + 1) * width));
            }
        }
        return rows.toArray(double[][]::new);
    }

    /// Of what a model gives: probabilities, or numbers before the last activation.
    private static double[][][] probabilities(double[][] rows, int count, boolean signs) {
        boolean one = rows[0].length == 1;
        boolean shares = Arrays.stream(rows).allMatch(row -> isShare(row, one));
        int classes = one ? 2 : rows[0].length;
        var result = new double[classes][count][count];
        for (int at = 0; at < rows.length; at++) {
            double[] each = rows[at];
            double[] known;
            if (one) {
                double second = signs ? (Math.clamp(each[0], -1, 1) + 1) / 2 : shares ? each[0] : sigmoid(each[0]);
                known = new double[] {1 - second, second};
            } else {
                known = shares ? each : softmax(each);
            }
            for (int i = 0; i < classes; i++) {
                result[i][at / count][at % count] = known[i];
            }
        }
        return result;
    }

    private static boolean isShare(double[] row, boolean one) {
        boolean within = Arrays.stream(row).allMatch(value -> value >= 0 && value <= 1.0001);
        return within && (one || Math.abs(Arrays.stream(row).sum() - 1) < 1e-3);
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static double[] softmax(double[] logits) {
        double highest = Arrays.stream(logits).max().orElse(0);
        double[] powers =
                Arrays.stream(logits).map(logit -> Math.exp(logit - highest)).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }

    int classes() {
        return probabilities.length;
    }

    /// How much more likely class `index` is than the likeliest other one, at each place.
    double[][] lead(int index) {
        var lead = new double[ys.length][xs.length];
        for (int row = 0; row < ys.length; row++) {
            for (int column = 0; column < xs.length; column++) {
                double other = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < classes(); i++) {
                    other = i == index ? other : Math.max(other, probabilities[i][row][column]);
                }
                lead[row][column] = probabilities[index][row][column] - other;
            }
        }
        return lead;
    }
}
