package jacobian.keras.activations;

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

    private static Tensor constant(Tensor x, double value) {
        return x.constant(value, x.dtype());
    }

    /// The name in Keras, such as `leaky_relu`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
