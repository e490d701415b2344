package jacobian.keras.tuners;

import java.util.Arrays;

/// What is known of a function of points in a unit cube from its values at some: at each other point a mean and a
/// deviation (Rasmussen and Williams 2006, algorithm 2.1), with the Matern kernel of 5/2 and length 1.
///
/// There are a few hundred points at the most, so its triangular factor is made here in a few lines of double
/// precision.
final class GaussianProcess {
    private final double[][] points;
    private final double[] values;
    private final double noise;
    private final double mean;
    private final double deviation;
    private final double[][] factor;
    private final double[] weights;

    GaussianProcess(double[][] points, double[] values, double noise) {
        this.points = points;
        this.values = values;
        this.noise = noise;
        this.mean = Arrays.stream(values).average().orElse(0);
        double variance = Arrays.stream(values)
                .map(each -> (each - mean) * (each - mean))
                .average()
                .orElse(0);
        this.deviation = variance > 0 ? Math.sqrt(variance) : 1;
        this.factor = factor();
        this.weights = backward(forward(
                Arrays.stream(values).map(each -> (each - mean) / deviation).toArray()));
    }

    private static double kernel(double[] a, double[] b) {
        double square = 0;
        for (int i = 0; i < a.length; i++) {
            square += (a[i] - b[i]) * (a[i] - b[i]);
        }
        double distance = Math.sqrt(5 * square);
        return (1 + distance + distance * distance / 3) * Math.exp(-distance);
    }

    /// The triangle whose product with its transpose is the kernel of all points, with noise.
    private double[][] factor() {
        int count = points.length;
        var triangle = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = kernel(points[i], points[j]) + (i == j ? noise : 0);
                for (int k = 0; k < j; k++) {
                    sum -= triangle[i][k] * triangle[j][k];
                }
                triangle[i][j] = i == j ? Math.sqrt(sum) : sum / triangle[j][j];
            }
        }
        return triangle;
    }

    /// The solution of the triangle for `right`.
    private double[] forward(double[] right) {
        var solution = right.clone();
        for (int i = 0; i < solution.length; i++) {
            for (int k = 0; k < i; k++) {
                solution[i] -= factor[i][k] * solution[k];
            }
            solution[i] /= factor[i][i];
        }
        return solution;
    }

    /// The solution of its transpose.
    private double[] backward(double[] right) {
        var solution = right.clone();
        for (int i = solution.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < solution.length; k++) {
                solution[i] -= factor[k][i] * solution[k];
            }
            solution[i] /= factor[i][i];
        }
        return solution;
    }

    private double[] kernels(double[] point) {
        return Arrays.stream(points).mapToDouble(each -> kernel(each, point)).toArray();
    }

    private double standardMean(double[] kernels) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * kernels[i];
        }
        return sum;
    }

    /// What is expected at `point`.
    double mean(double[] point) {
        return mean + deviation * standardMean(kernels(point));
    }

    /// By how much the value at `point` may differ from that.
    double deviation(double[] point) {
        return deviation * standardDeviation(kernels(point));
    }

    private double standardDeviation(double[] kernels) {
        double known = Arrays.stream(forward(kernels)).map(each -> each * each).sum();
        return Math.sqrt(Math.max(0, 1 - known));
    }

    /// The mean less `beta` deviations.
    double lowerBound(double[] point, double beta) {
        var kernels = kernels(point);
        return mean + deviation * (standardMean(kernels) - beta * standardDeviation(kernels));
    }

    /// As if the expected value had been seen at `point`.
    GaussianProcess with(double[] point) {
        var more = Arrays.copyOf(points, points.length + 1);
        more[points.length] = point;
        var seen = Arrays.copyOf(values, values.length + 1);
        seen[values.length] = mean(point);
        return new GaussianProcess(more, seen, noise);
    }
}
