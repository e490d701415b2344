package jacobian.keras.activations;

import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/// The activation functions by name, for static import: `new Dense(64).activation(RELU)`.
///
/// The static methods are the same functions with their parameters.
public enum Activations implements ActivationFunction {
    /// x.
    LINEAR(x -> x),
    /// max(x, 0).
    RELU(Tensor::relu),
    /// x where x >= 0, else 0.2 x.
    LEAKY_RELU(x -> leakyRelu(x, 0.2)),
    /// 1 / (1 + exp(-x)).
    SIGMOID(Tensor::sigmoid),
    /// The hyperbolic tangent.
    TANH(Tensor::tanh),
    /// exp(x) / sum(exp(x)) along the last axis.
    SOFTMAX(x -> softmax(x, -1)),
    /// x (1 + erf(x / sqrt(2))) / 2 (Hendrycks and Gimpel, "Gaussian error linear units", 2016).
    GELU(x -> gelu(x, false)),
    /// min(max(x, 0), 6).
    RELU6(x -> x.relu().minimum(constant(x, 6))),
    /// x above 0, else exp(x) - 1 (Clevert and others 2016).
    ELU(x -> elu(x, 1)),
    /// 1.0507 times x above 0, else 1.0507 * 1.6733 (exp(x) - 1), which keeps mean and variance from layer to
    /// layer (Klambauer and others 2017).
    SELU(x -> elu(x, 1.6732632423543772).multiply(constant(x, 1.0507009873554805))),
    /// x above 0, else exp(x) - 1; see [#celu].
    CELU(x -> celu(x, 1)),
    /// log(1 + exp(x)).
    SOFTPLUS(Tensor::softplus),
    /// x / (1 + |x|).
    SOFTSIGN(x -> x.divide(x.abs().add(constant(x, 1)))),
    /// (x + sqrt(x^2 + 4)) / 2.
    SQUAREPLUS(x -> squareplus(x, 4)),
    /// x brought 0.5 nearer to 0, which it does not pass.
    SOFT_SHRINK(x -> softShrink(x, 0.5)),
    /// 0 up to -1, x from 1 on, (x + 1)^2 / 4 between.
    SPARSE_PLUS(Activations::sparsePlus),
    /// x sigmoid(x), also called swish (Ramachandran and others 2017).
    SILU(x -> x.multiply(x.sigmoid())),
    /// The first half of the last axis times the sigmoid of the second (Dauphin and others 2017).
    GLU(x -> glu(x, -1)),
    /// x - tanh(x).
    TANH_SHRINK(x -> x.subtract(x.tanh())),
    /// (x + 1) / 2 between -1 and 1, 0 below, 1 above.
    SPARSE_SIGMOID(x -> between(x.add(constant(x, 1)), 0, 2).multiply(constant(x, 0.5))),
    /// exp(x).
    EXPONENTIAL(Tensor::exp),
    /// (x + 3) / 6 between -3 and 3, 0 below, 1 above.
    HARD_SIGMOID(Activations::hardSigmoid),
    /// x hard_sigmoid(x), also called hard swish (Howard and others 2019).
    HARD_SILU(x -> x.multiply(hardSigmoid(x))),
    /// x between -1 and 1, -1 below, 1 above.
    HARD_TANH(x -> between(x, -1, 1)),
    /// x, and 0 where |x| is no more than 0.5.
    HARD_SHRINK(x -> hardShrink(x, 0.5)),
    /// x tanh(log(1 + exp(x))) (Misra 2019).
    MISH(x -> x.multiply(x.softplus().tanh())),
    /// log(softmax(x)) along the last axis.
    LOG_SOFTMAX(x -> x.logSoftmax(-1)),
    /// log(sigmoid(x)).
    LOG_SIGMOID(x -> x.negative().softplus().negative()),
    /// max(x - t, 0) along the last axis; see [#sparsemax].
    SPARSEMAX(x -> sparsemax(x, -1)),
    /// 1 where x > 0, else 0: the neuron of Rosenblatt's perceptron (1958). Its gradient is 0 everywhere.
    STEP(x -> x.greater(0).cast(x.floating().dtype()));

    private final UnaryOperator<Tensor> function;

    Activations(UnaryOperator<Tensor> function) {
        this.function = function;
    }

    @Override
    public Tensor apply(Tensor x) {
        return function.apply(x);
    }

    /// The function that Keras calls `name`, such as "leaky_relu".
    public static Activations of(String name) {
        if (name.equals("swish") || name.equals("hard_swish")) {
            return name.equals("swish") ? SILU : HARD_SILU;
        }
        for (var activation : values()) {
            if (activation.toString().equals(name)) {
                return activation;
            }
        }
        throw new IllegalArgumentException(
                "no activation is called \"" + name + "\": use one of " + Arrays.toString(values()) + ", or a lambda");
    }

    /// `x` from `threshold` on, `negativeSlope * (x - threshold)` below, and no more than `maxValue`.
    public static Tensor relu(Tensor x, double negativeSlope, OptionalDouble maxValue, double threshold) {
        if (threshold == 0 && maxValue.isEmpty()) {
            return negativeSlope == 0 ? x.relu() : leakyRelu(x, negativeSlope);
        }
        var limit = constant(x, threshold);
        var positive = threshold == 0 ? x.relu() : x.multiply(x.greater(limit).cast(x.dtype()));
        if (maxValue.isPresent()) {
            positive = positive.maximum(0).minimum(constant(x, maxValue.getAsDouble()));
        }
        return negativeSlope == 0
                ? positive
                : positive.subtract(limit.subtract(x).relu().multiply(constant(x, negativeSlope)));
    }

    /// `x` where it is at least 0, else `negativeSlope * x`.
    public static Tensor leakyRelu(Tensor x, double negativeSlope) {
        return x.greaterEqual(constant(x, 0)).select(x, x.multiply(constant(x, negativeSlope)));
    }

    /// GELU by the error function, or approximated by x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2.
    public static Tensor gelu(Tensor x, boolean approximate) {
        var gate = approximate
                ? x.add(x.square().multiply(x).multiply(constant(x, 0.044715)))
                        .multiply(constant(x, Math.sqrt(2 / Math.PI)))
                        .tanh()
                : x.multiply(constant(x, Math.sqrt(0.5))).erf();
        return x.multiply(constant(x, 0.5)).multiply(gate.add(1));
    }

    /// exp(x) / sum(exp(x)) along `axes`.
    public static Tensor softmax(Tensor x, int... axes) {
        if (axes.length == 1) {
            return x.softmax(axes[0]);
        }
        var exp = x.subtract(x.maxKeep(axes).stopGradient()).exp();
        return exp.divide(exp.sumKeep(axes));
    }

    /// `x` above 0, else `alpha * (exp(x) - 1)`.
    public static Tensor elu(Tensor x, double alpha) {
        var positive = x.greater(constant(x, 0));
        // Large numbers are not given to the exponential: their gradient would be infinity times 0.
        var below = positive.select(x.zerosLike(), x).expm1();
        return positive.select(x, below.multiply(constant(x, alpha)));
    }

    /// `x` above 0, else `alpha * (exp(x / alpha) - 1)`: its slope is 1 at 0 for any alpha (Barron 2017).
    public static Tensor celu(Tensor x, double alpha) {
        var positive = x.greater(constant(x, 0));
        var below = positive.select(x.zerosLike(), x.divide(constant(x, alpha))).expm1();
        return positive.select(x, below.multiply(constant(x, alpha)));
    }

    /// `(x + sqrt(x^2 + b)) / 2`.
    public static Tensor squareplus(Tensor x, double b) {
        return x.add(x.square().add(constant(x, b)).sqrt()).multiply(constant(x, 0.5));
    }

    /// `x - threshold` above `threshold`, `x + threshold` below `-threshold`, 0 between.
    public static Tensor softShrink(Tensor x, double threshold) {
        var limit = constant(x, threshold);
        var below = x.less(limit.negative()).select(x.add(limit), x.zerosLike());
        return x.greater(limit).select(x.subtract(limit), below);
    }

    /// `x`, and 0 where its magnitude is no more than `threshold`.
    public static Tensor hardShrink(Tensor x, double threshold) {
        return x.abs().greater(constant(x, threshold)).select(x, x.zerosLike());
    }

    /// `x` above `threshold`, else `value`.
    public static Tensor threshold(Tensor x, double threshold, double value) {
        return x.greater(constant(x, threshold)).select(x, constant(x, value));
    }

    /// The first half along `axis`, whose size is even, times the sigmoid of the second.
    public static Tensor glu(Tensor x, int axis) {
        int size = x.shape().size(axis);
        if (size == Shape.ANY || size % 2 != 0) {
            throw new ShapeException("glu cannot take " + x.shape() + ": axis " + axis + " needs an even size");
        }
        return x.range(axis, 0, size / 2).multiply(x.range(axis, size / 2, size).sigmoid());
    }

    /// `max(x - t, 0)` with one t along `axis`, so that few are above 0 (Martins and Astudillo 2016).
    ///
    /// t is that of Keras 3.15: it sums the partial sums of all elements that stay where the paper takes the
    /// last one, so that what stays sums up to 1 only where that is a single element.
    public static Tensor sparsemax(Tensor x, int axis) {
        int at = x.shape().axis(axis);
        int size = x.shape().size(at);
        if (size == Shape.ANY) {
            throw new ShapeException("sparsemax cannot take " + x.shape() + ": axis " + axis + " needs a known size");
        }
        var sizes = new int[x.rank()];
        Arrays.fill(sizes, 1);
        sizes[at] = size;
        var rank = Tensor.arange(size).add(1).cast(x.dtype()).reshape(sizes);
        var sorted = x.sort(at, true);
        var sums = sorted.cumsum(at);
        var one = constant(x, 1);
        var stays = sorted.subtract(sums.subtract(one).divide(rank)).greater(constant(x, 0));
        var total = stays.select(sums, sums.zerosLike()).sumKeep(at);
        var limit = total.subtract(one).divide(stays.cast(x.dtype()).sumKeep(at));
        return x.subtract(limit).maximum(constant(x, 0));
    }

    private static Tensor sparsePlus(Tensor x) {
        var one = constant(x, 1);
        var middle = x.add(one).square().multiply(constant(x, 0.25));
        var low = x.lessEqual(one.negative()).select(x.zerosLike(), middle);
        return x.greaterEqual(one).select(x, low);
    }

    private static Tensor hardSigmoid(Tensor x) {
        return between(x.add(constant(x, 3)), 0, 6).divide(constant(x, 6));
    }

    private static Tensor between(Tensor x, double low, double high) {
        return x.maximum(constant(x, low)).minimum(constant(x, high));
    }

    private static Tensor constant(Tensor x, double value) {
        return x.constant(value, x.dtype());
    }

    /// The name in Keras, such as `leaky_relu`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
