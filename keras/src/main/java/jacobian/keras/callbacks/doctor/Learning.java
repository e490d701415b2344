package jacobian.keras.callbacks.doctor;

import java.util.List;
import java.util.Objects;

/// What the epochs of a run say of what was learned.
final class Learning {
    private Learning() {}

    /// Whether enough has been seen to say what is not learned.
    static boolean isJudged(Course course) {
        return course.broken().isEmpty()
                && course.last().isPresent()
                && course.epochs().size() >= Thresholds.LEARNING_EPOCHS
                && course.taken() >= Thresholds.LEARNING_STEPS;
    }

    static boolean hasValidation(Course course) {
        return course.epochs().stream().anyMatch(logs -> logs.containsKey("val_loss"));
    }

    /// The validation losses of the epochs that have one.
    static List<Double> validation(Course course) {
        return course.epochs().stream()
                .filter(logs -> logs.containsKey("val_loss"))
                .map(logs -> Objects.requireNonNull(logs.get("val_loss")))
                .toList();
    }

    static double bestValidation(Course course) {
        return validation(course).stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(Double.NaN);
    }
}
