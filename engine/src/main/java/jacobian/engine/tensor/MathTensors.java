package jacobian.engine.tensor;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.ShapeException;

/// What [Tensor] can do from `keras.ops.math` beyond its families.
abstract class MathTensors extends PlacedTensors {
    /// `keras.ops.erfc`: 1 - erf(x), exact where erf is near 1.
    public Tensor erfc() {
        return Tensor.customGradient(
                x -> {
                    double slope = -2 / Math.sqrt(Math.PI);
                    return CustomGradient.of(
                            Complement.erfc(x),
                            upstream -> upstream.multiply(x.square().negative().exp())
                                    .multiply(x.constant(slope, x.dtype())));
                },
                tensor().floating());
    }

    /// `keras.ops.cdist`: the Euclidean distance of each row of this tensor `(..., n, d)` from each row of `y`
    /// `(..., m,
    /// d)`, as `(..., n, m)`. The gradient of a distance of 0 is 0.
    public Tensor cdist(Tensor y) {
        var x = tensor();
        if (x.rank() < 2 || y.rank() < 2 || !x.shape().dim(-1).agrees(y.shape().dim(-1))) {
            throw new ShapeException(
                    "cdist cannot take " + x.type() + " and " + y.type() + ": needs (..., n, d) and (..., m, d)");
        }
        var difference = x.floating().expandDims(-2).subtract(y.floating().expandDims(-3));
        var squares = difference.square().sum(-1);
        var zero = squares.equal(squares.zerosLike());
        return zero.select(squares, zero.select(squares.onesLike(), squares).sqrt());
    }

    /// `keras.ops.in_top_k`: for class numbers `(batch,)`, whether the prediction of the class, `(batch,
    /// classes)`, is among the `k` largest of its row; equal ones count as one. bool, without a gradient.
    public Tensor inTopK(Tensor predictions, int k) {
        var targets = tensor();
        if (!targets.dtype().isInteger() || predictions.rank() != targets.rank() + 1) {
            throw new ShapeException("inTopK cannot take targets " + targets.type() + " and predictions "
                    + predictions.type() + ": needs integers (batch,) and (batch, classes)");
        }
        var chosen = predictions.takeAlongAxis(targets.expandDims(-1), -1);
        // NaN is no large probability.
        var lowest = chosen.constant(Double.NEGATIVE_INFINITY, chosen.dtype()).broadcastTo(chosen.shape());
        var own = chosen.isnan().select(lowest, chosen);
        var before = predictions.greater(own).cast(DType.INT32).sum(-1);
        return before.less(before.constant(k, DType.INT32));
    }

    /// 1 - erf by Chebyshev series.
    private static final class Complement {
        /// Of log(erfc(z) (2 + z) / 2) + z^2 in 4 / (2 + z) - 1 (Press et al., "Numerical recipes", third
        /// edition, 6.2.2).
        private static final double[] SERIES = {
            -1.3026537197817094,
            6.4196979235649026e-1,
            1.9476473204185836e-2,
            -9.561514786808631e-3,
            -9.46595344482036e-4,
            3.66839497852761e-4,
            4.2523324806907e-5,
            -2.0278578112534e-5,
            -1.624290004647e-6,
            1.303655835580e-6,
            1.5626441722e-8,
            -8.5238095915e-8,
            6.529054439e-9,
            5.059343495e-9,
            -9.91364156e-10,
            -2.27365122e-10,
            9.6467911e-11,
            2.394038e-12,
            -6.886027e-12,
            8.94487e-13,
            3.13092e-13,
            -1.12708e-13,
            3.81e-16,
            7.106e-15,
            -1.523e-15,
            -9.4e-17,
            1.21e-16,
            -2.8e-17
        };

        private static Tensor erfc(Tensor x) {
            int terms = x.dtype() == DType.FLOAT64 ? SERIES.length : 14;
            var z = x.abs();
            var t = z.add(2).reciprocal().multiply(2);
            var y = t.multiply(4).subtract(2);
            var d = z.zerosLike();
            var dd = d;
            for (int i = terms - 1; i > 0; i--) {
                var next = y.multiply(d).subtract(dd).add(z.constant(SERIES[i], z.dtype()));
                dd = d;
                d = next;
            }
            var half = y.multiply(d).add(z.constant(SERIES[0], z.dtype())).multiply(z.constant(0.5, z.dtype()));
            var far = t.multiply(half.subtract(dd).subtract(z.square()).exp());
            return x.less(0).select(far.negative().add(2), far);
        }
    }
}
