package jacobian.keras.ops;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.IntStream;

/// Numbers brought to mean 0, variance 1 or length 1.
final class Normalizations {
    private Normalizations() {}

    /// `x` in a type of 32 bits at least: sums of squares need its range.
    private static Tensor wide(Tensor x) {
        var floating = x.floating();
        return floating.cast(floating.dtype().wide());
    }

    /// `result` in the floating type of `input`.
    private static Tensor narrow(Tensor result, Tensor input) {
        return result.cast(input.dtype().floating());
    }

    static NN.Moments moments(Tensor input, int... axes) {
        var x = wide(input);
        var mean = x.meanKeep(axes);
        var variance = x.subtract(mean).square().meanKeep(axes);
        return new NN.Moments(narrow(mean, input), narrow(variance, input));
    }

    static Tensor batch(Tensor input, NN.Moments moments, int axis, BatchNormalizationOptions options) {
        var x = input.floating();
        int[] features = {x.shape().axis(axis)};
        var variance = spread(moments.variance(), x, features);
        var factor = scaled(inverse(variance, options.epsilon()), options.scale(), x, features);
        var result = x.subtract(spread(moments.mean(), x, features)).multiply(factor);
        return shifted(result, options.offset(), features);
    }

    static Tensor layer(Tensor input, LayerNormalizationOptions options) {
        var x = wide(input);
        var axes = positive(options.axes(), x.shape());
        var distance = x.subtract(x.meanKeep(axes));
        var variance = distance.square().meanKeep(axes);
        var factor = scaled(inverse(variance, options.epsilon()), options.gamma(), x, axes);
        return narrow(shifted(distance.multiply(factor), options.beta(), axes), input);
    }

    static Tensor rms(Tensor input, RMSNormalizationOptions options) {
        var x = wide(input);
        var axes = positive(options.axes(), x.shape());
        var result = x.multiply(inverse(x.square().meanKeep(axes), options.epsilon()));
        return narrow(scaled(result, options.scale(), x, axes), input);
    }

    /// `x` by its norm of `order` along `axes`, which is no less than `epsilon`.
    static Tensor unit(Tensor input, int order, double epsilon, int... axes) {
        var x = input.floating();
        if (order < 1) {
            throw new IllegalArgumentException("order=" + order + ": needs a whole number of 1 or more");
        }
        if (order == 2) {
            // The limit stands inside the root, so that the gradient of zeros is a number.
            var squared = x.square().sumKeep(axes).maximum(x.constant(epsilon * epsilon, x.dtype()));
            return x.multiply(squared.rsqrt());
        }
        var least = x.constant(epsilon, x.dtype());
        return x.divide(norm(x, order, axes).maximum(least));
    }

    private static Tensor norm(Tensor x, int order, int... axes) {
        if (order == 1) {
            return x.abs().sumKeep(axes);
        }
        var sum = x.abs().power(x.constant(order, x.dtype())).sumKeep(axes);
        return sum.power(x.constant(1.0 / order, x.dtype()));
    }

    private static Tensor inverse(Tensor variance, double epsilon) {
        return variance.add(variance.constant(epsilon, variance.dtype())).rsqrt();
    }

    private static Tensor scaled(Tensor factor, Optional<Tensor> scale, Tensor x, int... axes) {
        return scale.map(each -> factor.multiply(spread(each, x, axes))).orElse(factor);
    }

    private static Tensor shifted(Tensor x, Optional<Tensor> offset, int... axes) {
        return offset.map(each -> x.add(spread(each, x, axes))).orElse(x);
    }

    /// `weight`, which has the sizes of `x` along `axes`, in a shape that broadcasts to that of `x`.
    private static Tensor spread(Tensor weight, Tensor x, int... axes) {
        var own = weight.cast(x.dtype());
        if (weight.rank() != axes.length || weight.rank() == x.rank() || axes[0] == x.rank() - 1) {
            return own;
        }
        var shape = Shape.of(Collections.nCopies(x.rank(), Dim.fixed(1)));
        for (int i = 0; i < axes.length; i++) {
            shape = shape.with(axes[i], weight.shape().dim(i));
        }
        return own.reshape(shape);
    }

    private static int[] positive(int[] axes, Shape shape) {
        return IntStream.of(axes).map(shape::axis).sorted().distinct().toArray();
    }
}
