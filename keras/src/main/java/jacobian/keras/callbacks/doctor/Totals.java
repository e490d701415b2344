package jacobian.keras.callbacks.doctor;

import jacobian.keras.losses.BinaryCrossentropy;
import jacobian.keras.losses.CategoricalCrossentropy;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import java.util.Arrays;
import java.util.List;

/// Sums over all steps of a run that were looked at.
final class Totals {
    private final Plan plan;
    private final double[] paths;
    private final double[][] scales;
    private final double[] largest;
    private final Targets targets;
    private double[] products = new double[3];
    private double[] lastProducts = new double[3];
    private double penalty;
    private double fastest;
    private long steps;

    /// Of the targets of the first output: per column the sum of means and of mean squares, and the range.
    private record Targets(double[] means, double[] squares, double[] least, double[] largest) {
        Targets(int columns) {
            this(new double[columns], new double[columns], new double[columns], new double[columns]);
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        }
    }

    Totals(Plan plan) {
        this.plan = plan;
        paths = new double[plan.kernels().size()];
        scales = plan.inputs().stream()
                .map(input -> new double[input.features()])
                .toArray(double[][]::new);
        largest = new double[scales.length];
        targets = new Targets(
                plan.outputs().isEmpty() ? 0 : plan.outputs().getFirst().columns());
    }

    void add(float... signs) {
        steps++;
        var kernels = plan.kernels();
        var rates = new double[kernels.size()];
        for (int i = 0; i < kernels.size(); i++) {
            rates[i] = Window.ratio(kernels.get(i).update(signs), kernels.get(i).weight(signs));
            paths[i] += rates[i];
        }
        fastest = Math.max(fastest, Arrays.stream(rates).max().orElse(0));
        for (int i = 0; i < scales.length; i++) {
            var input = plan.inputs().get(i);
            largest[i] = Math.max(largest[i], input.largest(signs));
            for (int j = 0; j < scales[i].length; j++) {
                scales[i][j] += input.meanSquare(j, signs);
            }
        }
        plan.outputs().stream().findFirst().ifPresent(output -> add(output, signs));
        penalty = plan.penalty(signs);
    }

    private void add(WatchedOutput output, float... signs) {
        for (int j = 0; j < output.columns(); j++) {
            targets.means[j] += output.mean(j, signs);
            targets.squares[j] += output.targetSquare(j, signs);
            targets.least[j] = Math.min(targets.least[j], output.least(j, signs));
            targets.largest[j] = Math.max(targets.largest[j], output.largest(j, signs));
        }
        var now = output.products(signs);
        for (int i = 0; i < now.length; i++) {
            products[i] += now[i];
        }
    }

    void beginEpoch() {
        lastProducts = products[2] > 0 ? products : lastProducts;
        products = new double[3];
    }

    /// The correlation of predictions and targets in the last epoch of which there are steps.
    double association() {
        var sums = products[2] > 0 ? products : lastProducts;
        return sums[2] == 0 ? Double.NaN : sums[1] == 0 ? 0 : sums[0] / Math.sqrt(sums[1] * sums[2]);
    }

    long steps() {
        return steps;
    }

    /// How far, of its size, a step has moved the kernel that moved most; NaN without kernels.
    double meanRate() {
        return Arrays.stream(paths).map(path -> path / steps).max().orElse(Double.NaN);
    }

    /// The largest part of its size that a step has changed a kernel by.
    double fastest() {
        return fastest;
    }

    /// The root mean square of each feature of input `index`.
    double[] scales(int index) {
        return Arrays.stream(scales[index]).map(sum -> Math.sqrt(sum / steps)).toArray();
    }

    double largest(int index) {
        return largest[index];
    }

    List<WatchedInput> inputs() {
        return plan.inputs();
    }

    /// Whether all targets were the same.
    boolean hasConstantTargets() {
        if (targets.means.length == 0 || steps == 0) {
            return false;
        }
        for (int j = 0; j < targets.means.length; j++) {
            if (targets.least[j] != targets.largest[j]) {
                return false;
            }
        }
        return true;
    }

    double mean(int column) {
        return targets.means[column] / steps;
    }

    double penalty() {
        return penalty;
    }

    /// The loss of the best answer that is the same for all examples; NaN where the loss is none of those of which
    /// that is known.
    double baseline() {
        int columns = targets.means.length;
        if (columns == 0 || steps == 0 || plan.lossFunction().isEmpty()) {
            return Double.NaN;
        }
        double sum = 0;
        for (int j = 0; j < columns; j++) {
            double mean = mean(j);
            sum += switch (plan.lossFunction().get()) {
                case SparseCategoricalCrossentropy _, CategoricalCrossentropy _ -> entropy(mean);
                case BinaryCrossentropy _ -> (entropy(mean) + entropy(1 - mean)) / columns;
                case MeanSquaredError _ -> (targets.squares[j] / steps - mean * mean) / columns;
                default -> Double.NaN;
            };
        }
        return sum;
    }

    private static double entropy(double part) {
        return part <= 0 ? 0 : -part * Math.log(part);
    }
}
