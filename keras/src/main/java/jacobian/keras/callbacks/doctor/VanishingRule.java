package jacobian.keras.callbacks.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gradients of first layers that are nothing beside those of others.
final class VanishingRule implements Rule {
    private static final int LEAST_LAYERS = 3;

    @Override
    public Problem problem() {
        return Problem.VANISHING_GRADIENTS;
    }

    @Override
    public Optional<Finding> examine(Course course, Moment moment) {
        return course.lasting(moment, window -> !vanished(window).isEmpty()).map(window -> {
            var layers = vanished(window);
            double least = gradient(window, layers.getFirst());
            double largest = largest(window);
            var what = "the root mean square of its gradient is " + Words.number(least)
                    + (layers.size() > 1 ? " in " + layers.getFirst().layer() : "") + ", where another layer has "
                    + Words.number(largest);
            return new Finding(
                    problem(),
                    Words.list(layers.stream().map(Plan.Depth::layer).toList()),
                    window.first().number(),
                    window.first().epoch(),
                    what,
                    Map.of(
                            "gradient_rms", least,
                            "largest_gradient_rms", largest,
                            "layers", (double) layers.size()));
        });
    }

    /// The gradient of the first layer beside the largest; 1 where layers are too few.
    static double ratio(Window window) {
        var depths = window.plan().depths();
        return depths.size() < LEAST_LAYERS ? 1 : gradient(window, depths.getFirst()) / largest(window);
    }

    /// That of the kernel with the largest: queries and keys of attention have small ones by nature.
    private static double gradient(Window window, Plan.Depth depth) {
        return depth.weights().stream().mapToDouble(window::gradient).max().orElse(0);
    }

    private static double largest(Window window) {
        return window.plan().depths().stream()
                .mapToDouble(depth -> gradient(window, depth))
                .max()
                .orElse(0);
    }

    /// The first layers, as far as their gradients are too small.
    private static List<Plan.Depth> vanished(Window window) {
        double largest = largest(window);
        return ratio(window) == 1
                ? List.of()
                : window.plan().depths().stream()
                        .takeWhile(depth -> gradient(window, depth) < Thresholds.VANISHED * largest)
                        .toList();
    }
}
