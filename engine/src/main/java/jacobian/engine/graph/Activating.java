package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.Collections;
import java.util.List;

/// The functions that networks put between their layers, Keras' `keras.ops.nn`. Results have the input's shape
/// and type, integers become float32.
public interface Activating<T extends Activating<T> & Elementwise<T> & Reduction<T> & Indexing<T>> extends Operand<T> {
    /// `value` beside `x`: a constant of a formula.
    private static <T extends Operand<T>> T constant(T x, double value) {
        return x.constant(value, x.dtype());
    }

    /// `x` brought into `[low, high]`.
    private static <T extends Elementwise<T>> T between(T x, double low, double high) {
        return x.maximum(constant(x, low)).minimum(constant(x, high));
    }

    /// max(x, 0); integers stay integers.
    default T relu() {
        return apply(Unary.RELU);
    }

    /// min(max(x, 0), 6).
    default T relu6() {
        var x = self().floating();
        return x.relu().minimum(constant(x, 6));
    }

    /// `x` from 0 on, else `negativeSlope * x`.
    default T leakyRelu(double negativeSlope) {
        var x = self().floating();
        return x.greaterEqual(constant(x, 0)).select(x, x.multiply(constant(x, negativeSlope)));
    }

    /// `x` above 0, else `alpha * (exp(x) - 1)` (Clevert and others 2016).
    default T elu(double alpha) {
        var x = self().floating();
        var positive = x.greater(constant(x, 0));
        // Large numbers are not given to the exponential: their gradient would be infinity times 0.
        var below = positive.select(x.zerosLike(), x).expm1();
        return positive.select(x, below.multiply(constant(x, alpha)));
    }

    /// 1.0507 times x above 0, else 1.0507 * 1.6733 (exp(x) - 1), which keeps mean and variance from layer to
    /// layer (Klambauer and others 2017).
    default T selu() {
        var x = self().floating();
        return x.elu(1.6732632423543772).multiply(constant(x, 1.0507009873554805));
    }

    /// `x` above 0, else `alpha * (exp(x / alpha) - 1)`: its slope is 1 at 0 for any alpha (Barron 2017).
    default T celu(double alpha) {
        var x = self().floating();
        var positive = x.greater(constant(x, 0));
        var below = positive.select(x.zerosLike(), x.divide(constant(x, alpha))).expm1();
        return positive.select(x, below.multiply(constant(x, alpha)));
    }

    /// x (1 + erf(x / sqrt(2))) / 2, or with `approximate` x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2
    /// (Hendrycks and Gimpel, "Gaussian error linear units", 2016).
    default T gelu(boolean approximate) {
        var x = self().floating();
        if (!approximate) {
            return x.apply(Gelu.of(x.type()));
        }
        var gate = x.add(x.square().multiply(x).multiply(constant(x, 0.044715)))
                .multiply(constant(x, Math.sqrt(2 / Math.PI)))
                .tanh();
        return x.multiply(constant(x, 0.5)).multiply(gate.add(constant(x, 1)));
    }

    /// The first half along `axis`, whose size is even, times the sigmoid of the second (Dauphin and others
    /// 2017).
    default T glu(int axis) {
        var x = self().floating();
        int size = shape().size(axis);
        if (size == Shape.ANY || size % 2 != 0) {
            throw new ShapeException("glu cannot take " + shape() + ": axis " + axis + " needs an even size");
        }
        return x.range(axis, 0, size / 2).multiply(x.range(axis, size / 2, size).sigmoid());
    }

    /// 1 / (1 + exp(-x)).
    default T sigmoid() {
        return self().floating().apply(Unary.SIGMOID);
    }

    /// log(sigmoid(x)), without overflow.
    default T logSigmoid() {
        return self().negative().softplus().negative();
    }

    /// (x + 3) / 6 between -3 and 3, 0 below, 1 above.
    default T hardSigmoid() {
        var x = self().floating();
        return between(x.add(constant(x, 3)), 0, 6).divide(constant(x, 6));
    }

    /// (x + 1) / 2 between -1 and 1, 0 below, 1 above.
    default T sparseSigmoid() {
        var x = self().floating();
        return between(x.add(constant(x, 1)), 0, 2).multiply(constant(x, 0.5));
    }

    /// x sigmoid(x), also called swish (Ramachandran and others 2017).
    default T silu() {
        var x = self().floating();
        return x.multiply(x.sigmoid());
    }

    /// x [hardSigmoid][#hardSigmoid](x), also called hard swish (Howard and others 2019).
    default T hardSilu() {
        var x = self().floating();
        return x.multiply(x.hardSigmoid());
    }

    /// x between -1 and 1, -1 below, 1 above.
    default T hardTanh() {
        return between(self().floating(), -1, 1);
    }

    /// x - tanh(x).
    default T tanhShrink() {
        var x = self().floating();
        return x.subtract(x.tanh());
    }

    /// `x - threshold` above `threshold`, `x + threshold` below `-threshold`, 0 between.
    default T softShrink(double threshold) {
        var x = self().floating();
        var limit = constant(x, threshold);
        var below = x.less(limit.negative()).select(x.add(limit), x.zerosLike());
        return x.greater(limit).select(x.subtract(limit), below);
    }

    /// `x`, and 0 where its magnitude is no more than `threshold`.
    default T hardShrink(double threshold) {
        var x = self().floating();
        return x.abs().greater(constant(x, threshold)).select(x, x.zerosLike());
    }

    /// `x` above `threshold`, else `value`.
    default T threshold(double threshold, double value) {
        var x = self().floating();
        return x.greater(constant(x, threshold)).select(x, constant(x, value));
    }

    /// log(1 + exp(x)), without overflow.
    default T softplus() {
        var x = self().floating();
        // (x + |x|) / 2 is max(x, 0), with the slope 1/2 that softplus has at 0.
        var positive = x.add(x.abs()).multiply(constant(x, 0.5));
        return positive.add(x.abs().negative().exp().log1p());
    }

    /// x / (1 + |x|).
    default T softsign() {
        var x = self().floating();
        return x.divide(x.abs().add(constant(x, 1)));
    }

    /// (x + sqrt(x^2 + b)) / 2.
    default T squareplus(double b) {
        var x = self().floating();
        return x.add(x.square().add(constant(x, b)).sqrt()).multiply(constant(x, 0.5));
    }

    /// 0 up to -1, x from 1 on, (x + 1)^2 / 4 between.
    default T sparsePlus() {
        var x = self().floating();
        var one = constant(x, 1);
        var middle = x.add(one).square().multiply(constant(x, 0.25));
        var low = x.lessEqual(one.negative()).select(x.zerosLike(), middle);
        return x.greaterEqual(one).select(x, low);
    }

    /// exp(x) / sum(exp(x)) along `axes` together; along all axes where none is given.
    default T softmax(int... axes) {
        var x = self().floating();
        var exp = x.subtract(x.maxKeep(axes).stopGradient()).exp();
        return exp.divide(exp.sumKeep(axes));
    }

    /// log(softmax(x)) along `axes`, without overflow.
    default T logSoftmax(int... axes) {
        var x = self().floating();
        var shifted = x.subtract(x.maxKeep(axes).stopGradient());
        return shifted.subtract(shifted.exp().sumKeep(axes).log());
    }

    /// `max(x - t, 0)` with one t along `axis`, so that few are above 0 (Martins and Astudillo 2016).
    ///
    /// t is that of Keras 3.15: it sums the partial sums of all elements that stay where the paper takes the last
    /// one, so that what stays sums up to 1 only where that is a single element.
    default T sparsemax(int axis) {
        var x = self().floating();
        int at = shape().axis(axis);
        var dim = shape().dim(at);
        if (!dim.isKnown()) {
            throw new ShapeException("sparsemax cannot take " + shape() + ": axis " + axis + " needs a known size");
        }
        var one = constant(x, 1);
        var places = Shape.of(Collections.nCopies(rank(), Dim.fixed(1))).with(at, dim);
        var rank = apply(new Iota(new TensorType(DType.INT32, places), at), List.of())
                .cast(x.dtype())
                .add(one);
        var sorted = x.sort(at, true);
        var sums = sorted.cumsum(at);
        var stays = sorted.subtract(sums.subtract(one).divide(rank)).greater(constant(x, 0));
        var total = stays.select(sums, sums.zerosLike()).sumKeep(at);
        var limit = total.subtract(one).divide(stays.cast(x.dtype()).sumKeep(at));
        return x.subtract(limit).maximum(constant(x, 0));
    }
}
