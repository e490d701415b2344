package jacobian.keras.callbacks.doctor;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// Gradients that could change the loss a thousandfold.
final class ExplosionRule implements Rule {
    /// Losses below this part of the first one count as this, as gradients of a loss near 0 are no danger.
    private static final double FLOOR = 0.1;

    @Override
    public Problem problem() {
        return Problem.EXPLODING_GRADIENTS;
    }

    @Override
    public Optional<Finding> examine(Course course, Moment moment) {
        if (course.last().isEmpty()) {
            return Optional.empty();
        }
        double floor = FLOOR * Math.abs(course.firstLoss());
        var first = course.firstStep().orElseThrow();
        var swollen = swollen(first);
        if (swollen.isPresent()) {
            return Optional.of(swollen(first, swollen.get()));
        }
        // Where steps are too large, gradients follow.
        if (steepest(first, floor).isEmpty() && course.totals().fastest() > Thresholds.FAST) {
            return Optional.empty();
        }
        return course.lastingOrBroken(moment, window -> steepest(window, floor).isPresent())
                .map(window -> steep(window, steepest(window, floor).orElseThrow(), floor));
    }

    private Finding steep(Window window, WatchedVariable kernel, double floor) {
        double norm = window.median(signs -> kernel.gradient(signs));
        var what = "the norm of its gradient is " + Words.number(norm) + ", "
                + Words.number(norm / window.median(signs -> kernel.weight(signs)))
                + " times that of its weights, at a loss of " + Words.number(window.loss());
        var figures =
                Map.of("gradient_norm", norm, "elasticity", window.elasticity(kernel, floor), "loss", window.loss());
        return new Finding(
                problem(),
                kernel.layer(),
                window.first().number(),
                window.first().epoch(),
                what,
                figures);
    }

    private static Optional<WatchedVariable> steepest(Window window, double floor) {
        return window.plan().kernels().stream()
                .filter(kernel -> window.elasticity(kernel, floor) > Thresholds.EXPLODED)
                .max(Comparator.comparingDouble(kernel -> window.elasticity(kernel, floor)));
    }

    private Finding swollen(Window window, WatchedLayer layer) {
        double scale = window.scale(layer);
        var what = "its outputs have the root mean square " + Words.number(scale)
                + ", where the inputs of the model have " + Words.number(window.inputScale())
                + ", and gradients grow alike on their way back";
        return new Finding(
                problem(),
                layer.name(),
                window.first().number(),
                window.first().epoch(),
                what,
                Map.of("output_rms", scale, "input_rms", window.inputScale()));
    }

    /// The first hidden layer whose outputs are too large.
    private static Optional<WatchedLayer> swollen(Window window) {
        double most = Thresholds.SWOLLEN * Math.max(1, window.inputScale());
        var layers = window.plan().layers();
        return layers.stream()
                .limit(Math.max(0, layers.size() - 1))
                .filter(layer -> window.scale(layer) > most)
                .findFirst();
    }
}
