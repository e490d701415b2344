package jacobian.engine.graph;

import java.util.List;

/// Functions of neural networks, composed of primitives.
public interface Neural<T extends Neural<T> & Elementwise<T> & Reduction<T> & Indexing<T>> extends Operand<T> {
    /// max(x, 0).
    default T relu() {
        return apply(Unary.RELU);
    }

    /// 1 / (1 + exp(-x)).
    default T sigmoid() {
        return self().floating().apply(Unary.SIGMOID);
    }

    /// log(1 + exp(x)), without overflow.
    default T softplus() {
        var x = self().floating();
        // (x + |x|) / 2 is max(x, 0), with the slope 1/2 that softplus has at 0.
        var positive = x.add(x.abs()).multiply(x.constant(0.5, x.dtype()));
        return positive.add(x.abs().negative().exp().log1p());
    }

    /// exp(x) / sum(exp(x)) along `axis`.
    default T softmax(int axis) {
        var x = self().floating();
        var exp = x.subtract(x.maxKeep(axis).stopGradient()).exp();
        return exp.divide(exp.sumKeep(axis));
    }

    /// log(softmax(x)) along `axis`, without overflow.
    default T logSoftmax(int axis) {
        var x = self().floating();
        var shifted = x.subtract(x.maxKeep(axis).stopGradient());
        return shifted.subtract(shifted.exp().sumKeep(axis).log());
    }

    /// Convolution with `kernel` `(*size, channels / groups, filters)`; this is `(batch, *spatial, channels)`.
    default T convolve(T kernel, Window window, int groups) {
        return apply(new Convolution(window, groups), List.of(self(), kernel));
    }

    /// The largest elements under a sliding window, for each channel.
    default T maxPool(Window window) {
        return apply(new Pool(Pool.Kind.MAX, window));
    }

    /// The means of the elements under a sliding window, for each channel; padding is not counted.
    default T averagePool(Window window) {
        return apply(new Pool(Pool.Kind.AVERAGE, window));
    }
}
