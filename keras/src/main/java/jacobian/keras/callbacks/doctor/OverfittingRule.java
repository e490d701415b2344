package jacobian.keras.callbacks.doctor;

import java.util.Map;
import java.util.Optional;

/// A validation loss that grows while that of training falls.
final class OverfittingRule implements Rule {
    private static final int LAST = 3;

    /// A training loss below this part of that of one answer for all is learned.
    private static final double BY_HEART = 0.1;

    /// And a validation loss that was never below this part is of no use.
    private static final double USELESS = 0.6;

    @Override
    public Problem problem() {
        return Problem.OVERFITTING;
    }

    @Override
    public Optional<Finding> examine(Course course, Moment moment) {
        var losses = Learning.validation(course);
        if (moment == Moment.WINDOW
                || losses.size() < Thresholds.LEARNING_EPOCHS
                || course.broken().isPresent()) {
            return Optional.empty();
        }
        double penalty = course.totals().penalty();
        double best = Learning.bestValidation(course) - penalty;
        int at = losses.indexOf(Learning.bestValidation(course));
        double now = Window.median(losses.subList(losses.size() - LAST, losses.size()).stream()
                        .mapToDouble(each -> each)
                        .toArray())
                - penalty;
        double trained = course.epochs().getLast().getOrDefault("loss", Double.NaN) - penalty;
        double baseline = course.totals().baseline();
        double scale = Double.isNaN(baseline) ? Math.abs(course.firstLoss() - penalty) : baseline;
        boolean turned = now > Thresholds.TURNED * best
                && now - best > Thresholds.RISE * scale
                && trained < now / 2
                && at < losses.size() - 2;
        boolean byHeart = trained < BY_HEART * baseline && best > USELESS * baseline;
        if (!turned && !byHeart) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                problem(),
                "model",
                course.stepOf(at),
                at,
                "the validation loss was " + Words.number(best) + " after epoch " + (at + 1) + " and is "
                        + Words.number(now) + " now, where that of training is " + Words.number(trained),
                Map.of("best_val_loss", best, "val_loss", now, "loss", trained)));
    }
}
