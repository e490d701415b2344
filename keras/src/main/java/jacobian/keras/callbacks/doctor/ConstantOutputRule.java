package jacobian.keras.callbacks.doctor;

import java.util.Map;
import java.util.Optional;

/// Predictions that do not depend on the inputs.
final class ConstantOutputRule implements Rule {
    @Override
    public Problem problem() {
        return Problem.CONSTANT_OUTPUTS;
    }

    @Override
    public Optional<Finding> examine(Course course, Moment moment) {
        return course.lasting(moment, ConstantOutputRule::isConstant).map(window -> {
            double part = window.variation(window.plan().outputs().getFirst());
            return new Finding(
                    problem(),
                    "outputs",
                    window.first().number(),
                    window.first().epoch(),
                    part == 0
                            ? "the predictions of a batch are all the same"
                            : "of their mean square, " + Words.number(part) + " differs from example to example",
                    Map.of("variation", part, "loss", window.loss()));
        });
    }

    private static boolean isConstant(Window window) {
        return window.plan().outputs().stream()
                .limit(1)
                .anyMatch(output -> window.median(signs -> output.products(signs)[2]) > 0
                        && window.variation(output) < Thresholds.VARIATION);
    }
}
