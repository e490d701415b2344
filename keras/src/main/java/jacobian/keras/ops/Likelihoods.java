package jacobian.keras.ops;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Config;

/// Cross-entropies, with Keras' numerics.
final class Likelihoods {
    private Likelihoods() {}

    static Tensor binary(Tensor target, Tensor output, boolean fromLogits) {
        requireSame("binary_crossentropy", target, output);
        var x = output.floating();
        var t = target.cast(x.dtype());
        return fromLogits ? binaryOfLogits(t, x) : binaryOfProbabilities(t, clipped(x));
    }

    private static Tensor binaryOfProbabilities(Tensor target, Tensor p) {
        var one = p.constant(1, p.dtype());
        var sum = target.multiply(p.log())
                .add(one.subtract(target).multiply(one.subtract(p).log()));
        return sum.negative();
    }

    /// t softplus(-x) + (1 - t) softplus(x): the probability sigmoid(x) is never computed.
    private static Tensor binaryOfLogits(Tensor target, Tensor x) {
        var size = x.abs();
        var rest = size.negative().exp().log1p();
        var half = x.constant(0.5, x.dtype());
        // (|x| + x) / 2 is max(x, 0), with slope 1/2 at 0 as softplus has.
        var positive = size.add(x).multiply(half).add(rest);
        var negative = size.subtract(x).multiply(half).add(rest);
        return target.multiply(negative)
                .add(x.constant(1, x.dtype()).subtract(target).multiply(positive));
    }

    static Tensor categorical(Tensor target, Tensor output, boolean fromLogits, int axis) {
        requireSame("categorical_crossentropy", target, output);
        var logarithms = logarithms(output.floating(), axis, fromLogits);
        return target.cast(logarithms.dtype()).multiply(logarithms).sum(axis).negative();
    }

    static Tensor sparse(Tensor target, Tensor output, boolean fromLogits, int axis) {
        var scores = output.floating().moveaxis(axis, -1);
        var labels = (target.rank() == output.rank() && target.shape().dim(-1).isOne() ? target.squeeze(-1) : target)
                .cast(DType.INT32);
        requireLabels(labels.shape(), scores.shape(), target, output);
        var logarithms = logarithms(scores, -1, fromLogits);
        var chosen = labels.oneHot(scores.shape().size(-1), scores.dtype());
        return chosen.multiply(logarithms).sum(-1).negative();
    }

    /// The logarithms of the probabilities along `axis`.
    private static Tensor logarithms(Tensor output, int axis, boolean fromLogits) {
        return fromLogits ? output.logSoftmax(axis) : normalized(output, axis).log();
    }

    /// Probabilities whose sum along `axis` is 1, kept off 0 and 1.
    static Tensor normalized(Tensor output, int axis) {
        return clipped(output.divide(output.sumKeep(axis)));
    }

    /// Probabilities kept off 0 and 1, so that their logarithms are finite.
    private static Tensor clipped(Tensor x) {
        double epsilon = Config.epsilon();
        return x.maximum(x.constant(epsilon, x.dtype())).minimum(x.constant(1 - epsilon, x.dtype()));
    }

    private static void requireSame(String op, Tensor target, Tensor output) {
        if (!Spatial.agree(target.shape(), output.shape())) {
            throw new ShapeException(op + " cannot compare the target " + target.shape() + " with the output "
                    + output.shape() + ": needs equal shapes");
        }
    }

    private static void requireLabels(Shape labels, Shape scores, Tensor target, Tensor output) {
        if (!Spatial.agree(labels, scores.without(-1))) {
            throw new ShapeException("sparse_categorical_crossentropy cannot compare the target " + target.shape()
                    + " with the output " + output.shape() + ": needs one class index for each "
                    + scores.without(-1));
        }
    }
}
