package jacobian.keras.callbacks.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hidden layers at the flat ends of their sigmoid or tanh, and models that are sure of what is wrong.
final class SaturationRule implements Rule {
    @Override
    public Problem problem() {
        return Problem.SATURATED_UNITS;
    }

    @Override
    public Optional<Finding> examine(Course course, Moment moment) {
        return course.lasting(moment, window -> !hidden(window).isEmpty())
                .map(window -> hidden(window, hidden(window)))
                .or(() -> output(course, moment));
    }

    private Finding hidden(Window window, List<WatchedLayer> layers) {
        var worst = layers.stream()
                .max(Comparator.comparingDouble(window::saturated))
                .orElseThrow();
        var what = Words.percent(window.saturated(worst)) + " of its outputs are at the ends of its "
                + (worst.kind() == WatchedLayer.Kind.TANH
                        ? "tanh, beyond -0.99 and 0.99"
                        : "sigmoid, beyond 0.01 and 0.99");
        return new Finding(
                problem(),
                Words.list(layers.stream().map(WatchedLayer::name).toList()),
                window.first().number(),
                window.first().epoch(),
                what,
                Map.of("saturated", window.saturated(worst), "layers", (double) layers.size()));
    }

    /// The last layer may be sure, if it is right.
    private static List<WatchedLayer> hidden(Window window) {
        var layers = window.plan().layers();
        return layers.stream()
                .limit(Math.max(0, layers.size() - 1))
                .filter(each -> each.kind() == WatchedLayer.Kind.TANH || each.kind() == WatchedLayer.Kind.SIGMOID)
                .filter(each -> window.saturated(each) > Thresholds.SATURATED)
                .toList();
    }

    private Optional<Finding> output(Course course, Moment moment) {
        double baseline = course.totals().baseline();
        double penalty = course.totals().penalty();
        return course.lasting(moment, window -> isSure(window) && window.loss() - penalty > Thresholds.WRONG * baseline)
                .map(window -> {
                    var what = "the model is sure of every example, and wrong: the loss is "
                            + Words.number(window.loss() - penalty) + ", where one answer for all has "
                            + Words.number(baseline);
                    return new Finding(
                            problem(),
                            "outputs",
                            window.first().number(),
                            window.first().epoch(),
                            what,
                            Map.of("loss", window.loss() - penalty, "baseline", baseline));
                });
    }

    /// Outputs that are the same for all examples are another matter.
    private static boolean isSure(Window window) {
        return window.plan().outputs().stream()
                .limit(1)
                .filter(output -> window.variation(output) > Thresholds.VARIATION)
                .anyMatch(output -> output.columns() > 1
                        ? window.peak(output) > Thresholds.SURE
                        : window.ends(output) > Thresholds.SURE);
    }
}
