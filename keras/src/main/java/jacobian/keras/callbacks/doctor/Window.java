package jacobian.keras.callbacks.doctor;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Some steps in a row, as medians and sums over them.
final class Window {
    /// One step.
    ///
    /// @param epoch the epoch it belongs to, counted from 0
    record Step(long number, int epoch, float[] signs) {}

    private final Plan plan;
    private final List<Step> steps;

    Window(Plan plan, List<Step> steps) {
        this.plan = plan;
        this.steps = List.copyOf(steps);
    }

    Plan plan() {
        return plan;
    }

    Step first() {
        return steps.getFirst();
    }

    int size() {
        return steps.size();
    }

    double loss() {
        return median(plan::loss);
    }

    /// The root mean square of the gradient of `kernel`.
    double gradient(WatchedVariable kernel) {
        return median(signs -> kernel.gradient(signs)) / Math.sqrt(kernel.size());
    }

    /// How much of its size a step changes `kernel` by.
    double rate(WatchedVariable kernel) {
        return median(signs -> ratio(kernel.update(signs), kernel.weight(signs)));
    }

    /// The median over the kernels of [#rate]; NaN without kernels.
    double rate() {
        return median(plan.kernels().stream().mapToDouble(this::rate).toArray());
    }

    /// By how many times itself the loss would change if `kernel` changed by its size: |gradient| |weight| / loss.
    double elasticity(WatchedVariable kernel, double floor) {
        return median(
                signs -> kernel.gradient(signs) * kernel.weight(signs) / Math.max(Math.abs(plan.loss(signs)), floor));
    }

    /// The root mean square of the outputs of `layer`.
    double scale(WatchedLayer layer) {
        return Math.sqrt(median(layer::meanSquare));
    }

    /// The largest root mean square of what comes into first layers; 0 where that is not watched.
    double inputScale() {
        return Math.sqrt(plan.inputs().stream()
                .mapToDouble(input -> median(signs -> input.meanSquare(signs)))
                .max()
                .orElse(0));
    }

    double saturated(WatchedLayer layer) {
        return median(layer::saturated);
    }

    /// How many units of `layer` have been more than 0 for no example.
    int dead(WatchedLayer layer) {
        int dead = 0;
        for (int unit = 0; unit < layer.units(); unit++) {
            int each = unit;
            dead += steps.stream().noneMatch(step -> layer.fires(each, step.signs())) ? 1 : 0;
        }
        return dead;
    }

    double peak(WatchedOutput output) {
        return median(output::peak);
    }

    double ends(WatchedOutput output) {
        return median(output::ends);
    }

    /// The part of the mean square of the predictions that differs from example to example.
    double variation(WatchedOutput output) {
        return median(signs -> ratio(output.variance(signs), output.meanSquare(signs)));
    }

    /// The correlation of predictions and targets.
    double association(WatchedOutput output) {
        var sums = new double[3];
        for (var step : steps) {
            var products = output.products(step.signs());
            for (int i = 0; i < sums.length; i++) {
                sums[i] += products[i];
            }
        }
        return sums[2] == 0 ? Double.NaN : sums[1] == 0 ? 0 : sums[0] / Math.sqrt(sums[1] * sums[2]);
    }

    double mean(ToDoubleFunction<float[]> figure) {
        return steps.stream()
                .mapToDouble(step -> figure.applyAsDouble(step.signs()))
                .average()
                .orElse(Double.NaN);
    }

    double median(ToDoubleFunction<float[]> figure) {
        return median(steps.stream()
                .mapToDouble(step -> figure.applyAsDouble(step.signs()))
                .toArray());
    }

    static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    static double median(double... values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        var sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
