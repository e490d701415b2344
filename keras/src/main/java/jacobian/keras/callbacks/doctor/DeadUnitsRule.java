package jacobian.keras.callbacks.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Layers of which most units are 0 for every example.
final class DeadUnitsRule implements Rule {
    @Override
    public Problem problem() {
        return Problem.DEAD_UNITS;
    }

    @Override
    public Optional<Finding> examine(Course course, Moment moment) {
        return course.lasting(moment, window -> !ill(window, course.firstLoss()).isEmpty())
                .flatMap(window -> {
                    var last = course.last().orElse(window);
                    var layers = ill(last, course.firstLoss());
                    return layers.stream()
                            .max(Comparator.comparingDouble(each -> part(last, each)))
                            .map(worst -> new Finding(
                                    problem(),
                                    Words.list(layers.stream()
                                            .map(WatchedLayer::name)
                                            .toList()),
                                    window.first().number(),
                                    window.first().epoch(),
                                    "of its " + worst.units() + " units " + last.dead(worst)
                                            + " were 0 for every example of " + last.size() + " batches"
                                            + (layers.size() > 1 ? " in " + worst.name() : ""),
                                    Map.of(
                                            "dead", (double) last.dead(worst),
                                            "units", (double) worst.units(),
                                            "layers", (double) layers.size())));
                });
    }

    /// Many dead units are a waste, and no harm while the loss falls: of a wide layer few units are enough.
    private static List<WatchedLayer> ill(Window window, double firstLoss) {
        boolean isWorse = window.loss() > Thresholds.HARM * firstLoss;
        return window.plan().layers().stream()
                .filter(each -> each.kind() == WatchedLayer.Kind.RELU && each.units() > 1)
                .filter(each -> isWorse ? part(window, each) > Thresholds.DEAD : isLost(window, each))
                .toList();
    }

    private static boolean isLost(Window window, WatchedLayer layer) {
        return part(window, layer) > Thresholds.LOST && layer.units() - window.dead(layer) < Thresholds.LEFT;
    }

    private static double part(Window window, WatchedLayer layer) {
        return (double) window.dead(layer) / layer.units();
    }
}
