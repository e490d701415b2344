package jacobian.keras.callbacks.doctor;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import java.util.Optional;

/// What a model says beside what it should say.
///
/// Columns are classes, or numbers to predict. In the vector of signs stand, from `at` on: mean square of the
/// predictions, their variance within the batch, mean largest probability, the part at the ends of a sigmoid, the
/// covariance with the targets and the variances of both, then per column mean, mean square, least and largest
/// target.
record WatchedOutput(int at, int columns, boolean isClassified) {
    private static final int MOST = 1024;
    private static final double END = 0.99;
    private static final int MEAN = 7;

    /// Empty where targets cannot be set beside predictions, or are too many to count.
    static Optional<WatchedOutput> of(Tensor prediction, Tensor target, boolean fromLogits, Signs signs) {
        int last = prediction.rank() - 1;
        if (last < 1 || !prediction.shape().dim(last).isFixed()) {
            return Optional.empty();
        }
        int columns = prediction.shape().size(last);
        boolean sparse = target.rank() < prediction.rank()
                || (columns > 1
                        && target.rank() == prediction.rank()
                        && target.shape().dim(last).isOne());
        if (columns > MOST || target.rank() > prediction.rank() || (sparse && target.rank() < last)) {
            return Optional.empty();
        }
        if (!sparse && !target.shape().dim(last).equals(prediction.shape().dim(last))) {
            return Optional.empty();
        }
        var y = columns > 1 && sparse
                ? target.cast(DType.INT32).ravel().oneHot(columns, DType.FLOAT32)
                : Signs.wide(target).reshape(-1, columns);
        var p = Signs.wide(prediction).reshape(-1, columns);
        var said = !fromLogits ? p : columns > 1 ? p.softmax(-1) : p.sigmoid();
        return Optional.of(of(said, y, columns, columns > 1 && sparse, signs));
    }

    private static WatchedOutput of(Tensor p, Tensor y, int columns, boolean isClassified, Signs signs) {
        var deviation = p.subtract(p.meanKeep(0));
        var wanted = y.subtract(y.meanKeep(0));
        int at = signs.add(p.square().mean());
        signs.add(deviation.square().mean());
        signs.add(p.max(-1).mean());
        signs.add(p.subtract(0.5).abs().greater(END - 0.5).cast(DType.FLOAT32).mean());
        signs.add(deviation.multiply(wanted).sum());
        signs.add(deviation.square().sum());
        signs.add(wanted.square().sum());
        signs.add(y.mean(0));
        signs.add(y.square().mean(0));
        signs.add(y.min(0));
        signs.add(y.max(0));
        return new WatchedOutput(at, columns, isClassified);
    }

    double meanSquare(float... signs) {
        return signs[at];
    }

    double variance(float... signs) {
        return signs[at + 1];
    }

    double peak(float... signs) {
        return signs[at + 2];
    }

    double ends(float... signs) {
        return signs[at + 3];
    }

    /// Covariance, and the variances of predictions and targets, as sums.
    double[] products(float... signs) {
        return new double[] {signs[at + 4], signs[at + 5], signs[at + 6]};
    }

    double mean(int column, float... signs) {
        return signs[at + MEAN + column];
    }

    double targetSquare(int column, float... signs) {
        return signs[at + MEAN + columns + column];
    }

    double least(int column, float... signs) {
        return signs[at + MEAN + 2 * columns + column];
    }

    double largest(int column, float... signs) {
        return signs[at + MEAN + 3 * columns + column];
    }
}
