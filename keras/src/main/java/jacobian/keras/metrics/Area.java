package jacobian.keras.metrics;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.losses.Weighting;

/// The areas between neighbouring thresholds under the curves of [AUC]: one fewer than thresholds along axis 0.
final class Area {
    private Area() {}

    /// Widths along x times heights along y.
    static Tensor of(Confusion counts, AUC.Curve curve, AUC.Summation summation) {
        var x = switch (curve) {
            case ROC -> counts.fallOut();
            case PR -> counts.recall();
            case PRGAIN -> {
                var gain = gain(counts, counts.falseNegatives(), 0);
                yield gain.maximum(gain.zerosLike());
            }
        };
        var y = switch (curve) {
            case ROC -> counts.recall();
            case PR -> counts.precision();
            case PRGAIN -> gain(counts, counts.falsePositives(), 1);
        };
        var a = first(y);
        var b = last(y);
        var heights = switch (summation) {
            case INTERPOLATION -> a.add(b).multiply(y.constant(0.5, y.dtype()));
            case MINORING -> a.minimum(b);
            case MAJORING -> a.maximum(b);
        };
        return first(x).subtract(last(x)).multiply(heights);
    }

    /// 1 - (positives / negatives) errors / tp, and `none` where nothing positive is found.
    private static Tensor gain(Confusion counts, Tensor errors, double none) {
        var found = counts.truePositives();
        var odds = Weighting.ratio(
                found.add(counts.falseNegatives()), counts.trueNegatives().add(counts.falsePositives()));
        var gain = found.constant(1, found.dtype()).subtract(odds.multiply(Weighting.ratio(errors, found)));
        return found.equal(found.zerosLike()).select(found.constant(none, found.dtype()), gain);
    }

    /// The area under precision over recall where tp and fp change linearly between thresholds: with
    /// slope = dTP / dP, P = tp + fp, it is slope (dTP + intercept log(P_a / P_b)) / positives.
    static Tensor interpolatedPrecision(Confusion counts) {
        var found = counts.truePositives();
        var chosen = found.add(counts.falsePositives());
        var zero = found.constant(0, found.dtype());
        var before = first(chosen);
        var after = last(chosen);
        var change = first(found).subtract(last(found));
        var slope = Weighting.ratio(change, before.subtract(after).maximum(zero));
        var intercept = last(found).subtract(slope.multiply(after));
        var both = before.greater(zero).logicalAnd(after.greater(zero));
        var ratio = both.select(Weighting.ratio(before, after.maximum(zero)), after.onesLike());
        var area = slope.multiply(change.add(intercept.multiply(ratio.log())));
        return Weighting.ratio(
                area, last(found).add(last(counts.falseNegatives())).maximum(zero));
    }

    private static Tensor first(Tensor x) {
        return x.range(0, 0, x.shape().size(0) - 1);
    }

    private static Tensor last(Tensor x) {
        return x.range(0, 1, x.shape().size(0));
    }
}
