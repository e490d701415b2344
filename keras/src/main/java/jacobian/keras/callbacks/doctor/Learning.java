package jacobian.keras.callbacks.doctor;

import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Layer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What the epochs of a run say of what was learned.
final class Learning {
    private Learning() {}

    /// Whether enough has been seen to say what is not learned: at the end of the run, or in its second half.
    static boolean isJudged(Course course, Moment moment) {
        return (moment == Moment.END
                        || moment == Moment.EPOCH
                                && 2 * course.epochs().size()
                                        >= course.training().epochs())
                && course.broken().isEmpty()
                && course.last().isPresent()
                && course.epochs().size() >= Thresholds.LEARNING_EPOCHS
                && course.taken() >= Thresholds.LEARNING_STEPS;
    }

    /// The losses of an epoch that was validated.
    ///
    /// @param index among the epochs of the run that have ended
    record Epoch(int index, double validation, double trained) {}

    /// The epochs that have a validation loss that counts. Batch normalisation validates with moving averages, which
    /// begin at 0 and 1: before they follow the batches they say nothing of what was learned.
    static List<Epoch> validated(Course course) {
        double settled = settled(course.training().model());
        return IntStream.range(0, course.epochs().size())
                .filter(index -> course.epochs().get(index).containsKey("val_loss") && course.stepOf(index) >= settled)
                .mapToObj(index -> epoch(course, index))
                .toList();
    }

    private static Epoch epoch(Course course, int index) {
        var logs = course.epochs().get(index);
        return new Epoch(index, logs.getOrDefault("val_loss", Double.NaN), logs.getOrDefault("loss", Double.NaN));
    }

    /// The steps after which the moving averages of `layer` hold less than a hundredth of what they began with.
    private static double settled(Layer layer) {
        double own = layer instanceof BatchNormalization && layer.config().get("momentum") instanceof Number momentum
                ? Thresholds.SETTLED / (1 - momentum.doubleValue())
                : 0;
        return layer.layers().stream().mapToDouble(Learning::settled).reduce(own, Math::max);
    }

    /// The epoch with the least validation loss.
    static Optional<Epoch> best(Course course) {
        return validated(course).stream().min(Comparator.comparingDouble(Epoch::validation));
    }
}
