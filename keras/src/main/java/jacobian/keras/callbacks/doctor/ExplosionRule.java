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
        double floor = FLOOR * Math.abs(course.firstLoss());
        return course.lasting(moment, window -> worst(window, floor).isPresent())
                .flatMap(window -> worst(window, floor).map(kernel -> {
                    double elasticity = window.elasticity(kernel, floor);
                    double norm = window.median(signs -> kernel.gradient(signs));
                    var what = "the norm of its gradient is " + Words.number(norm) + ", "
                            + Words.number(norm / window.median(signs -> kernel.weight(signs)))
                            + " times that of its weights, at a loss of " + Words.number(window.loss());
                    return new Finding(
                            problem(),
                            kernel.layer(),
                            window.first().number(),
                            window.first().epoch(),
                            what,
                            Map.of("gradient_norm", norm, "elasticity", elasticity, "loss", window.loss()));
                }));
    }

    private static Optional<WatchedVariable> worst(Window window, double floor) {
        return window.plan().kernels().stream()
                .filter(kernel -> window.elasticity(kernel, floor) > Thresholds.EXPLODED)
                .max(Comparator.comparingDouble(kernel -> window.elasticity(kernel, floor)));
    }
}
