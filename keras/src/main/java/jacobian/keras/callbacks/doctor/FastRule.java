package jacobian.keras.callbacks.doctor;

import java.util.Map;
import java.util.Optional;

/// Steps so large that the loss is thrown up, or does not fall.
final class FastRule implements Rule {
    @Override
    public Problem problem() {
        return Problem.LEARNING_RATE_TOO_HIGH;
    }

    @Override
    public Optional<Finding> examine(Course course, Moment moment) {
        double began = course.firstLoss();
        double fastest = course.totals().fastest();
        return course.lastingOrBroken(moment, window -> isFast(window, began, fastest))
                .map(window -> {
                    var last = course.last().orElse(window);
                    var what = "a step changed weights by up to " + Words.percent(fastest)
                            + " of their size, and the loss, " + Words.number(began) + " at first, is "
                            + Words.number(last.loss());
                    return new Finding(
                            problem(),
                            "optimizer",
                            window.first().number(),
                            window.first().epoch(),
                            what,
                            Map.of(
                                    "update_to_weight", last.rate(),
                                    "largest_update_to_weight", fastest,
                                    "learning_rate",
                                            course.training().optimizer().learningRate(),
                                    "first_loss", began,
                                    "loss", last.loss()));
                });
    }

    private static boolean isFast(Window window, double began, double fastest) {
        double loss = window.loss();
        return window.rate() > Thresholds.FAST && loss > (1 - Thresholds.FALL) * began
                || fastest > Thresholds.FAST && loss > Thresholds.THROWN * began;
    }
}
