package jacobian.keras.callbacks.doctor;

import java.util.Map;
import java.util.Optional;

/// A loss that has stopped near where it began.
final class PlateauRule implements Rule {
    @Override
    public Problem problem() {
        return Problem.PLATEAU;
    }

    @Override
    public Optional<Finding> examine(Course course, Moment moment) {
        if (!Learning.isJudged(course, moment)) {
            return Optional.empty();
        }
        var losses = course.epochs().stream()
                .map(logs ->
                        logs.getOrDefault("loss", Double.NaN) - course.totals().penalty())
                .toList();
        double began = losses.getFirst();
        double end = losses.subList(losses.size() / 2, losses.size()).stream()
                .mapToDouble(each -> each)
                .min()
                .orElse(Double.NaN);
        double baseline = course.totals().baseline();
        boolean stands = began > 0 && end > (1 - Thresholds.FALL) * began;
        // What fell within the first epoch and is well above nothing has converged.
        boolean isGood = Double.isNaN(baseline)
                ? course.totals().association() > 2 * Thresholds.ASSOCIATION || end < course.firstLoss() / 2
                : end < (1 - Thresholds.FALL) * baseline;
        if (!stands || isGood) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                problem(),
                "loss",
                0,
                0,
                "after " + losses.size() + " epochs it is " + Words.number(end) + ", after the first it was "
                        + Words.number(began),
                Map.of("loss", end, "first_loss", began)));
    }
}
