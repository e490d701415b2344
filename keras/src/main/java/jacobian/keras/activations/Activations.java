package jacobian.keras.activations;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Spelling;
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
    LEAKY_RELU(x -> x.leakyRelu(0.2)),
    /// 1 / (1 + exp(-x)).
    SIGMOID(Tensor::sigmoid),
    /// The hyperbolic tangent.
    TANH(Tensor::tanh),
    /// exp(x) / sum(exp(x)) along the last axis.
    SOFTMAX(x -> x.softmax(-1)),
    /// x (1 + erf(x / sqrt(2))) / 2 (Hendrycks and Gimpel, "Gaussian error linear units", 2016).
    GELU(x -> x.gelu(false)),
    /// min(max(x, 0), 6).
    RELU6(Tensor::relu6),
    /// x above 0, else exp(x) - 1 (Clevert and others 2016).
    ELU(x -> x.elu(1)),
    /// 1.0507 times x above 0, else 1.0507 * 1.6733 (exp(x) - 1), which keeps mean and variance from layer to
    /// layer (Klambauer and others 2017).
    SELU(Tensor::selu),
    /// x above 0, else exp(x) - 1; see [#celu].
    CELU(x -> x.celu(1)),
    /// log(1 + exp(x)).
    SOFTPLUS(Tensor::softplus),
    /// x / (1 + |x|).
    SOFTSIGN(Tensor::softsign),
    /// (x + sqrt(x^2 + 4)) / 2.
    SQUAREPLUS(x -> x.squareplus(4)),
    /// x brought 0.5 nearer to 0, which it does not pass.
    SOFT_SHRINK(x -> x.softShrink(0.5)),
    /// 0 up to -1, x from 1 on, (x + 1)^2 / 4 between.
    SPARSE_PLUS(Tensor::sparsePlus),
    /// x sigmoid(x), also called swish (Ramachandran and others 2017).
    SILU(Tensor::silu),
    /// The first half of the last axis times the sigmoid of the second (Dauphin and others 2017).
    GLU(x -> x.glu(-1)),
    /// x - tanh(x).
    TANH_SHRINK(Tensor::tanhShrink),
    /// (x + 1) / 2 between -1 and 1, 0 below, 1 above.
    SPARSE_SIGMOID(Tensor::sparseSigmoid),
    /// exp(x).
    EXPONENTIAL(Tensor::exp),
    /// (x + 3) / 6 between -3 and 3, 0 below, 1 above.
    HARD_SIGMOID(Tensor::hardSigmoid),
    /// 0.2 x + 0.5 between 0 and 1: what Keras 1 and 2 called hard_sigmoid, and models from there have. Keras 3
    /// opens a file with it where it is registered as `jacobian>old_hard_sigmoid`.
    OLD_HARD_SIGMOID(x -> x.multiply(0.2).add(0.5).maximum(0).minimum(1)),
    /// x hard_sigmoid(x), also called hard swish (Howard and others 2019).
    HARD_SILU(Tensor::hardSilu),
    /// x between -1 and 1, -1 below, 1 above.
    HARD_TANH(Tensor::hardTanh),
    /// x, and 0 where |x| is no more than 0.5.
    HARD_SHRINK(x -> x.hardShrink(0.5)),
    /// x tanh(log(1 + exp(x))) (Misra 2019).
    MISH(x -> x.multiply(x.softplus().tanh())),
    /// log(softmax(x)) along the last axis.
    LOG_SOFTMAX(x -> x.logSoftmax(-1)),
    /// log(sigmoid(x)).
    LOG_SIGMOID(Tensor::logSigmoid),
    /// max(x - t, 0) along the last axis; see [#sparsemax].
    SPARSEMAX(x -> x.sparsemax(-1)),
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
        if (name.equals(OLD_HARD_SIGMOID.registeredName())) {
            return OLD_HARD_SIGMOID;
        }
        if (name.equals("swish") || name.equals("hard_swish")) {
            return name.equals("swish") ? SILU : HARD_SILU;
        }
        for (var activation : values()) {
            if (activation.toString().equals(name)) {
                return activation;
            }
        }
        var names = Arrays.stream(values()).map(Activations::toString).toList();
        throw new IllegalArgumentException("no activation is called \"" + name + "\": closest are "
                + Spelling.close(name, names) + "; use one of " + names + ", or a lambda");
    }

    /// What the function is registered as where Keras does not have it; else its name.
    public String registeredName() {
        return this == OLD_HARD_SIGMOID ? "jacobian>" + this : toString();
    }

    /// `x` from `threshold` on, `negativeSlope * (x - threshold)` below, and no more than `maxValue`.
    public static Tensor relu(Tensor x, double negativeSlope, OptionalDouble maxValue, double threshold) {
        if (threshold == 0 && maxValue.isEmpty()) {
            return negativeSlope == 0 ? x.relu() : x.leakyRelu(negativeSlope);
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

    /// [Tensor#leakyRelu].
    public static Tensor leakyRelu(Tensor x, double negativeSlope) {
        return x.leakyRelu(negativeSlope);
    }

    /// [Tensor#gelu].
    public static Tensor gelu(Tensor x, boolean approximate) {
        return x.gelu(approximate);
    }

    /// [Tensor#softmax].
    public static Tensor softmax(Tensor x, int... axes) {
        return x.softmax(axes);
    }

    /// [Tensor#elu].
    public static Tensor elu(Tensor x, double alpha) {
        return x.elu(alpha);
    }

    /// [Tensor#celu].
    public static Tensor celu(Tensor x, double alpha) {
        return x.celu(alpha);
    }

    /// [Tensor#squareplus].
    public static Tensor squareplus(Tensor x, double b) {
        return x.squareplus(b);
    }

    /// [Tensor#softShrink].
    public static Tensor softShrink(Tensor x, double threshold) {
        return x.softShrink(threshold);
    }

    /// [Tensor#hardShrink].
    public static Tensor hardShrink(Tensor x, double threshold) {
        return x.hardShrink(threshold);
    }

    /// [Tensor#threshold].
    public static Tensor threshold(Tensor x, double threshold, double value) {
        return x.threshold(threshold, value);
    }

    /// [Tensor#glu].
    public static Tensor glu(Tensor x, int axis) {
        return x.glu(axis);
    }

    /// [Tensor#sparsemax].
    public static Tensor sparsemax(Tensor x, int axis) {
        return x.sparsemax(axis);
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
