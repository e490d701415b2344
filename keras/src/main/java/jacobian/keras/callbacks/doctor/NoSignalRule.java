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
        return Learning.hasValidation(course) ? validated(course) : trained(course);
    }

    private Optional<Finding> validated(Course course) {
        double baseline = course.totals().baseline();
        double best = Learning.bestValidation(course) - course.totals().penalty();
        double trained = Learning.trainedAtBest(course) - course.totals().penalty();
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
        double loss = course.last().orElseThrow().loss() - course.totals().penalty();
        if (!(Math.abs(association) < Thresholds.ASSOCIATION) || loss < (1 - Thresholds.FALL) * baseline) {
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
