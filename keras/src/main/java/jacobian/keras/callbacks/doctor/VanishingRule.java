package jacobian.keras.callbacks.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gradients of first layers that are nothing beside those of others.
final class VanishingRule implements Rule {
    private static final int LEAST_KERNELS = 3;

    @Override
    public Problem problem() {
        return Problem.VANISHING_GRADIENTS;
    }

    @Override
    public Optional<Finding> examine(Course course, Moment moment) {
        return course.lasting(moment, window -> !vanished(window).isEmpty()).map(window -> {
            var layers = vanished(window);
            var least = layers.stream()
                    .min(Comparator.comparingDouble(window::gradient))
                    .orElseThrow();
            double largest = largest(window);
            var what = "the root mean square of its gradient is " + Words.number(window.gradient(least))
                    + (layers.size() > 1 ? " in " + least.layer() : "") + ", where another layer has "
                    + Words.number(largest);
            return new Finding(
                    problem(),
                    Words.list(layers.stream().map(WatchedVariable::layer).toList()),
                    window.first().number(),
                    window.first().epoch(),
                    what,
                    Map.of("gradient_rms", window.gradient(least), "largest_gradient_rms", largest, "layers", (double)
                            layers.size()));
        });
    }

    static double largest(Window window) {
        return window.plan().kernels().stream()
                .mapToDouble(window::gradient)
                .max()
                .orElse(0);
    }

    /// The kernels of the first half whose gradients are too small.
    private static List<WatchedVariable> vanished(Window window) {
        var kernels = window.plan().kernels();
        double largest = largest(window);
        return kernels.size() < LEAST_KERNELS
                ? List.of()
                : kernels.stream()
                        .limit((kernels.size() + 1) / 2)
                        .filter(kernel -> window.gradient(kernel) < Thresholds.VANISHED * largest)
                        .toList();
    }
}
