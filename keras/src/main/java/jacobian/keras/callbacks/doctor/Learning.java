package jacobian.keras.callbacks.doctor;

import java.util.List;
import java.util.Objects;

/// What the epochs of a run say of what was learned.
final class Learning {
    private Learning() {}

    /// Whether enough has been seen to say what is not learned: at the end of the run, or in its second half.
    static boolean isJudged(Course course, Moment moment) {
        return (moment == Moment.END
                        || moment == Moment.EPOCH
                                && 2 * course.epochs().size()
                                        >= course.training().epochs())
                && course.broken().isEmpty()
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

    /// The training loss of the epoch whose validation loss is the best.
    static double trainedAtBest(Course course) {
        double best = bestValidation(course);
        return course.epochs().stream()
                .filter(logs -> logs.getOrDefault("val_loss", Double.NaN) == best)
                .mapToDouble(logs -> logs.getOrDefault("loss", Double.NaN))
                .findFirst()
                .orElse(Double.NaN);
    }
}
