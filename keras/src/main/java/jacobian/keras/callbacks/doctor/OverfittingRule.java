package jacobian.keras.callbacks.doctor;

import java.util.Map;
import java.util.Optional;

/// A validation loss that grows while that of training falls.
final class OverfittingRule implements Rule {
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
        double best = Learning.bestValidation(course);
        int at = losses.indexOf(best);
        double now = Window.median(losses.subList(losses.size() - 3, losses.size()).stream()
                .mapToDouble(each -> each)
                .toArray());
        double trained = course.epochs().getLast().getOrDefault("loss", Double.NaN) - penalty;
        double began = Math.max(course.firstLoss(), course.totals().baseline()) - penalty;
        boolean turned = now - penalty > Thresholds.TURNED * (best - penalty) && now - best > 0.1 * Math.abs(began);
        if (!turned || !(trained < 0.5 * (now - penalty)) || at >= losses.size() - 2) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                problem(),
                "model",
                0,
                at,
                "the validation loss was " + Words.number(best) + " after epoch " + (at + 1) + " and is "
                        + Words.number(now) + " now, where that of training is " + Words.number(trained),
                Map.of("best_val_loss", best, "val_loss", now, "loss", trained)));
    }
}
