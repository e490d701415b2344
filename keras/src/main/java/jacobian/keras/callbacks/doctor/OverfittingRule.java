package jacobian.keras.callbacks.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A validation loss that grows while that of training falls, or stays high while that is nothing.
final class OverfittingRule implements Rule {
    private static final int LAST = 3;

    @Override
    public Problem problem() {
        return Problem.OVERFITTING;
    }

    @Override
    public Optional<Finding> examine(Course course, Moment moment) {
        if (moment == Moment.WINDOW || course.broken().isPresent()) {
            return Optional.empty();
        }
        var epochs = Learning.validated(course);
        if (epochs.size() < Thresholds.VALIDATED_EPOCHS) {
            return Optional.empty();
        }
        var best = Learning.best(course).orElseThrow();
        var last = epochs.subList(epochs.size() - LAST, epochs.size());
        // The least of them: validation losses jump, and what comes back was not lost.
        double now = last.stream().mapToDouble(Learning.Epoch::validation).min().orElse(Double.NaN);
        double trained = epochs.getLast().trained();
        if (last.contains(best) || !isOverfitted(course, epochs, now)) {
            return Optional.empty();
        }
        double penalty = course.totals().penalty();
        return Optional.of(new Finding(
                problem(),
                "model",
                course.stepOf(best.index()),
                best.index(),
                "the validation loss was " + Words.number(best.validation() - penalty) + " after epoch "
                        + (best.index() + 1) + " and is " + Words.number(now - penalty)
                        + " now, where that of training is " + Words.number(trained - penalty),
                Map.of(
                        "best_val_loss", best.validation() - penalty,
                        "val_loss", now - penalty,
                        "loss", trained - penalty)));
    }

    private static boolean isOverfitted(Course course, List<Learning.Epoch> epochs, double now) {
        double penalty = course.totals().penalty();
        double best = Learning.best(course).orElseThrow().validation();
        double trained = epochs.getLast().trained() - penalty;
        double baseline = course.totals().baseline();
        double scale = Double.isNaN(baseline) ? Math.abs(course.firstLoss() - penalty) : baseline;
        boolean turned = now - penalty > Thresholds.TURNED * (best - penalty)
                && now - best > Math.max(Thresholds.RISE * scale, Thresholds.JUMPS * jump(epochs))
                && trained < (now - penalty) / 2;
        boolean byHeart = trained < Thresholds.BY_HEART * baseline && now - penalty > Thresholds.USELESS * baseline;
        return turned || byHeart;
    }

    /// By how much a validation loss lies beside the middle of its neighbours: 0 of one that grows evenly.
    private static double jump(List<Learning.Epoch> epochs) {
        return Window.median(IntStream.range(1, epochs.size() - 1)
                .mapToDouble(i -> Math.abs(
                        (epochs.get(i - 1).validation() + epochs.get(i + 1).validation()) / 2
                                - epochs.get(i).validation()))
                .toArray());
    }
}
