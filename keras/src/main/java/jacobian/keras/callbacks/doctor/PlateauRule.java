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
        if (moment == Moment.WINDOW || !Learning.isJudged(course)) {
            return Optional.empty();
        }
        var losses = course.epochs().stream()
                .map(logs ->
                        logs.getOrDefault("loss", Double.NaN) - course.totals().penalty())
                .toList();
        int half = losses.size() / 2;
        double began = losses.getFirst();
        double middle =
                losses.subList(0, half).stream().mapToDouble(each -> each).min().orElse(Double.NaN);
        double end = losses.subList(half, losses.size()).stream()
                .mapToDouble(each -> each)
                .min()
                .orElse(Double.NaN);
        double baseline = course.totals().baseline();
        boolean stands = began > 0 && end > (1 - Thresholds.FALL) * Math.min(began, middle);
        if (!stands || end < (1 - Thresholds.FALL) * baseline || Double.isNaN(baseline) && end < began / 2) {
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
