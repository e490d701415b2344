package jacobian.keras.callbacks.doctor;

import java.util.Map;
import java.util.Optional;

/// Predictions that are no better than one answer for all, on what was trained on, or on the validation data.
final class NoSignalRule implements Rule {
    @Override
    public Problem problem() {
        return Problem.NO_SIGNAL;
    }

    @Override
    public Optional<Finding> examine(Course course, Moment moment) {
        if (!Learning.isJudged(course, moment)) {
            return Optional.empty();
        }
        return Learning.best(course).map(best -> validated(course, best)).orElseGet(() -> trained(course));
    }

    private Optional<Finding> validated(Course course, Learning.Epoch epoch) {
        double baseline = course.totals().baseline();
        double best = epoch.validation() - course.totals().penalty();
        double trained = epoch.trained() - course.totals().penalty();
        // Validation data may be easier than the rest: where it was best, training had not yet learned a thing.
        boolean isUseless = best > (1 - Thresholds.FALL) * baseline || trained > (1 - Thresholds.LITTLE) * baseline;
        if (!isUseless) {
            return Optional.empty();
        }
        var what = "the validation loss was " + Words.number(best) + " at best, where one answer for all has "
                + Words.number(baseline);
        return Optional.of(finding(course, what, Map.of("val_loss", best, "baseline", baseline)));
    }

    private Optional<Finding> trained(Course course) {
        double association = course.totals().association();
        double baseline = course.totals().baseline();
        // That of the epoch, which is of all examples: a window of few of them is better by chance.
        double loss = course.epochs().getLast().getOrDefault("loss", Double.NaN)
                - course.totals().penalty();
        if (!(Math.abs(association) < Thresholds.ASSOCIATION) || loss < (1 - Thresholds.LITTLE) * baseline) {
            return Optional.empty();
        }
        var what = "after " + course.epochs().size() + " epochs the correlation of predictions and targets is "
                + Words.number(association);
        return Optional.of(finding(course, what, Map.of("correlation", association, "loss", loss)));
    }

    private Finding finding(Course course, String what, Map<String, Double> figures) {
        return new Finding(problem(), "targets", 0, 0, what, figures);
    }
}
