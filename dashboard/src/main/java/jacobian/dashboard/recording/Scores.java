package jacobian.dashboard.recording;

import jacobian.engine.tensor.Tensor;
import java.util.Optional;

/// Predictions and targets of examples, read as classes or as numbers.
final class Scores {
    private final double[] targets;
    private final double[] predictions;
    private final int count;
    private final int width;
    private final int targetWidth;
    private final boolean classified;

    private Scores(Tensor targets, Tensor predictions, boolean classified) {
        this.targets = targets.doubles();
        this.predictions = predictions.doubles();
        this.count = predictions.shape().size(0);
        this.width = (int) (predictions.shape().size() / count);
        this.targetWidth = (int) (targets.shape().size() / count);
        this.classified = classified;
    }

    /// Empty where predictions are neither (examples, classes) nor one number an example.
    static Optional<Scores> of(Tensor targets, Tensor predictions) {
        var shape = predictions.shape();
        if (shape.rank() < 1 || shape.rank() > 2 || shape.size() == 0) {
            return Optional.empty();
        }
        int count = shape.size(0);
        long width = shape.size() / count;
        long targetWidth = targets.shape().rank() == 0 ? 0 : targets.shape().size() / count;
        if (targets.shape().rank() == 0
                || targets.shape().size(0) != count
                || (targetWidth != 1 && targetWidth != width)) {
            return Optional.empty();
        }
        if (width > 1) {
            return isClasses(targets, targetWidth == 1 ? width : 2)
                    ? Optional.of(new Scores(targets, predictions, true))
                    : Optional.empty();
        }
        boolean binary = isClasses(targets, 2) && isBetween0And1(predictions);
        return Optional.of(new Scores(targets, predictions, binary));
    }

    private static boolean isClasses(Tensor targets, long classes) {
        for (double each : targets.doubles()) {
            if (each != Math.rint(each) || each < 0 || each >= classes) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBetween0And1(Tensor predictions) {
        for (double each : predictions.doubles()) {
            if (!(each >= 0 && each <= 1)) {
                return false;
            }
        }
        return true;
    }

    int count() {
        return count;
    }

    /// How many classes there are; 0 for numbers.
    int classes() {
        return classified ? Math.max(2, width) : 0;
    }

    int truth(int i) {
        return targetWidth == 1 ? (int) targets[i] : largest(targets, i);
    }

    /// The class that the model finds likeliest.
    int said(int i) {
        return width == 1 ? (predictions[i] > 0.5 ? 1 : 0) : largest(predictions, i);
    }

    private int largest(double[] values, int i) {
        int best = 0;
        for (int k = 1; k < width; k++) {
            if (values[i * width + k] > values[i * width + best]) {
                best = k;
            }
        }
        return best;
    }

    double certainty(int i) {
        return certainty(i, said(i));
    }

    /// The probability of a class; scores that are none are made to some by softmax.
    double certainty(int i, int kind) {
        if (width == 1) {
            return kind == 1 ? predictions[i] : 1 - predictions[i];
        }
        double sum = 0;
        double least = 0;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < width; k++) {
            double each = predictions[i * width + k];
            sum += each;
            least = Math.min(least, each);
            greatest = Math.max(greatest, each);
        }
        if (least >= 0 && Math.abs(sum - 1) < 1e-2) {
            return predictions[i * width + kind];
        }
        double total = 0;
        for (int k = 0; k < width; k++) {
            total += Math.exp(predictions[i * width + k] - greatest);
        }
        return Math.exp(predictions[i * width + kind] - greatest) / total;
    }

    double target(int i) {
        return targets[i];
    }

    double value(int i) {
        return predictions[i];
    }

    /// Grows with the error; 0 for what is right.
    double badness(int i) {
        if (!classified) {
            double error = Math.abs(targets[i] - predictions[i]);
            return Double.isFinite(error) ? error : Double.MAX_VALUE;
        }
        return said(i) == truth(i) ? 0 : 1 + certainty(i) - certainty(i, truth(i));
    }
}
