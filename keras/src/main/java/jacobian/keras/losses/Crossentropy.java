package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;
import java.util.stream.IntStream;

/// The parts of which cross-entropies are made, with Keras' numerics.
final class Crossentropy {
    private Crossentropy() {}

    /// -t log(p) - (1 - t) log(1 - p) for each element, p kept off 0 and 1.
    static Tensor binary(Tensor target, Tensor probability) {
        var p = Loss.clipped(probability);
        var sum = target.multiply(p.log())
                .add(Loss.complement(target).multiply(Loss.complement(p).log()));
        return sum.negative();
    }

    /// The same for p = sigmoid(x), without ever computing p: t softplus(-x) + (1 - t) softplus(x).
    static Tensor binaryOfLogits(Tensor target, Tensor x) {
        var size = x.abs();
        var rest = size.negative().exp().log1p();
        // (|x| + x) / 2 is max(x, 0), with slope 1/2 at 0 as softplus has.
        var positive = Loss.scaled(size.add(x), 0.5).add(rest);
        var negative = Loss.scaled(size.subtract(x), 0.5).add(rest);
        return target.multiply(negative).add(Loss.complement(target).multiply(positive));
    }

    /// Probabilities whose sum along `axis` is 1, kept off 0 and 1.
    static Tensor normalized(Tensor y, int axis) {
        return Loss.clipped(y.divide(y.sumKeep(axis)));
    }

    /// The logarithms of the probabilities along `axis`.
    static Tensor logProbabilities(Tensor y, int axis, boolean fromLogits) {
        return fromLogits ? y.logSoftmax(axis) : normalized(y, axis).log();
    }

    /// Binary targets moved towards 1/2.
    static Tensor smoothedBinary(Tensor target, double smoothing) {
        return smoothing == 0 ? target : Loss.scaled(target, 1 - smoothing).add(Loss.constant(target, 0.5 * smoothing));
    }

    /// One-hot targets moved towards the uniform distribution over the classes along `axis`.
    static Tensor smoothed(Tensor target, double smoothing, int axis) {
        if (smoothing == 0) {
            return target;
        }
        var share = Loss.constant(target, smoothing).divide(target.count(target.dtype(), axis));
        return Loss.scaled(target, 1 - smoothing).add(share);
    }

    /// `x` with `axis` as its last axis.
    static Tensor last(Tensor x, int axis) {
        int from = x.shape().axis(axis);
        int end = x.rank() - 1;
        return from == end
                ? x
                : x.transpose(IntStream.range(0, x.rank())
                        .map(i -> i == end ? from : i < from ? i : i + 1)
                        .toArray());
    }
}
