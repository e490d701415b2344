package jacobian.keras.callbacks.doctor;

import java.util.Map;
import java.util.Optional;

/// Steps so small that weights stay where they began.
final class SlowRule implements Rule {
    @Override
    public Problem problem() {
        return Problem.LEARNING_RATE_TOO_LOW;
    }

    @Override
    public Optional<Finding> examine(Course course, Moment moment) {
        if (moment == Moment.WINDOW
                || course.last().isEmpty()
                || course.totals().steps() < Thresholds.SLOW_STEPS
                || !(course.totals().meanRate() < Thresholds.SLOW)) {
            return Optional.empty();
        }
        // Epochs go over the same examples; windows hold others, and their losses differ by chance.
        var epochs = course.epochs();
        double began = epochs.size() > 1
                ? loss(epochs.getFirst())
                : course.opening().orElseThrow().loss();
        double loss = epochs.size() > 1
                ? loss(epochs.getLast())
                : course.last().orElseThrow().loss();
        if (loss < (1 - Thresholds.FALL) * began) {
            return Optional.empty();
        }
        double rate = course.totals().meanRate();
        double learning = course.training().optimizer().learningRate();
        if (rate == 0 && learning > 0) {
            // The gradients are 0: no rate helps.
            return Optional.empty();
        }
        var what = "a step changes weights by " + Words.number(rate) + " of their size, and the loss went from "
                + Words.number(began) + " to " + Words.number(loss);
        return Optional.of(new Finding(
                problem(),
                "optimizer",
                0,
                0,
                what,
                Map.of("update_to_weight", rate, "learning_rate", learning, "first_loss", began, "loss", loss)));
    }

    private static double loss(Map<String, Double> logs) {
        return logs.getOrDefault("loss", Double.NaN);
    }
}
