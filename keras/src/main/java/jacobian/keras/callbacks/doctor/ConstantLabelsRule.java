package jacobian.keras.callbacks.doctor;

import java.util.Map;
import java.util.Optional;

/// Targets of which all are the same.
final class ConstantLabelsRule implements Rule {
    @Override
    public Problem problem() {
        return Problem.CONSTANT_LABELS;
    }

    @Override
    public Optional<Finding> examine(Course course, Moment moment) {
        boolean isSoon = moment == Moment.WINDOW && course.taken() < 2 * Thresholds.WINDOW;
        if (isSoon || course.totals().steps() == 0 || !course.totals().hasConstantTargets()) {
            return Optional.empty();
        }
        var output = course.plan().outputs().getFirst();
        double value = course.totals().mean(0);
        for (int j = 0; output.isClassified() && j < output.columns(); j++) {
            value = course.totals().mean(j) > 0 ? j : value;
        }
        var what = (output.isClassified() ? "every example is of class " : "every target is ") + Words.number(value)
                + ", in all " + course.totals().steps() + " batches";
        return Optional.of(new Finding(problem(), "targets", 0, 0, what, Map.of("value", value)));
    }
}
