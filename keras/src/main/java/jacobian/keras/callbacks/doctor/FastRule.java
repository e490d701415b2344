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
        return course.lasting(moment, window -> isFast(window, began)).map(window -> {
            var last = course.last().orElse(window);
            double rate = last.rate();
            var what = "a step changes weights by " + Words.percent(Math.max(rate, window.rate()))
                    + " of their size, and the loss, " + Words.number(began) + " at first, is "
                    + Words.number(last.loss());
            return new Finding(
                    problem(),
                    "optimizer",
                    window.first().number(),
                    window.first().epoch(),
                    what,
                    Map.of(
                            "update_to_weight",
                            rate,
                            "learning_rate",
                            course.training().optimizer().learningRate(),
                            "first_loss",
                            began,
                            "loss",
                            last.loss()));
        });
    }

    private static boolean isFast(Window window, double began) {
        double loss = window.loss();
        return window.rate() > Thresholds.FAST && loss > (1 - Thresholds.FALL) * began
                || window.rate() > Thresholds.FAST / 100 && loss > Thresholds.THROWN * began;
    }
}
