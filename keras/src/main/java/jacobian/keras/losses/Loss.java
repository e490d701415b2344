package jacobian.keras.losses;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.keras.config.Config;
import jacobian.keras.config.Configurable;
import jacobian.keras.config.Names;
import jacobian.keras.config.Setting;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BinaryOperator;

/// How far predictions are from targets.
///
/// [#call] gives one loss for each sample, [#apply] the one number that training makes small. A loss of one's
/// own is a lambda, `Loss.of("pinball", (yTrue, yPred) -> ...)`, or a class with a `call`:
///
/// ```java
/// class Pinball extends Loss {
///     public Tensor call(Tensor yTrue, Tensor yPred) {
///         var error = yTrue.subtract(yPred);
///         return error.multiply(0.9).maximum(error.multiply(-0.1)).mean(-1);
///     }
/// }
/// ```
@SuppressWarnings("this-escape") // declaring a setting only notes it
public abstract class Loss extends Configurable implements Measure {
    /// Losses are computed in float32 at least, also of predictions of 16 bits.
    private static Tensor wide(Tensor x) {
        return x.cast(x.dtype().wide());
    }

    /// How the losses of samples become one number.
    public enum Reduction {
        /// Their sum over their number; weights do not change the number.
        SUM_OVER_BATCH_SIZE,
        SUM,
        /// As [#SUM_OVER_BATCH_SIZE].
        MEAN,
        /// Their sum over the sum of the weights.
        MEAN_WITH_SAMPLE_WEIGHT,
        /// They stay as they are, times their weights.
        NONE;

        /// The name in files.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Setting<Reduction> reduction = setting("reduction", Reduction.class, Reduction.SUM_OVER_BATCH_SIZE);

    private final Setting<DType> dtype = optional("dtype", DType.class);

    /// A loss of one's own, with the default reduction: `call` gives one loss for each sample.
    public static Loss of(String name, BinaryOperator<Tensor> call) {
        return new LambdaLoss(name, call);
    }

    /// The loss of each sample: `(batch, ..., features)` twice gives `(batch, ...)`. Both are of the floating
    /// type of the prediction.
    public abstract Tensor call(Tensor yTrue, Tensor yPred);

    /// What a metric of this name averages: [#call], turned round where small is bad.
    public Tensor measure(Tensor yTrue, Tensor yPred) {
        return call(yTrue, yPred);
    }

    /// Which of the losses that [#call] gives count, as a bool of their shape; empty where all do.
    public Optional<Tensor> validity(Tensor yTrue, Tensor yPred) {
        return Optional.empty();
    }

    /// The number to make small.
    public final Tensor apply(TensorLike yTrue, TensorLike yPred) {
        return apply(yTrue, yPred, Weighting.NONE);
    }

    /// The number to make small, samples weighed by `sampleWeight`.
    public final Tensor apply(TensorLike yTrue, TensorLike yPred, TensorLike sampleWeight) {
        return apply(yTrue, yPred, Weighting.of(sampleWeight));
    }

    /// The number to make small, under weights, a mask, or both.
    public final Tensor apply(TensorLike yTrue, TensorLike yPred, Weighting weighting) {
        var prediction = computed(yPred.tensor());
        var target = yTrue.tensor().cast(prediction.dtype());
        var values = call(target, prediction);
        return weighting.and(validity(target, prediction)).reduce(values, value(reduction));
    }

    private Tensor computed(Tensor yPred) {
        return dtype().map(yPred::cast).orElseGet(() -> wide(yPred.floating()));
    }

    /// In what type the loss is computed; empty where it is that of the prediction.
    public final Optional<DType> dtype() {
        return find(dtype);
    }

    final void putDType(DType dtype) {
        if (!dtype.isFloating()) {
            throw new IllegalArgumentException("dtype=" + dtype + ": a loss is computed in a floating type");
        }
        put(this.dtype, dtype);
    }

    /// How the losses of samples become one number.
    public final Reduction reduction() {
        return value(reduction);
    }

    final void putReduction(Reduction reduction) {
        put(this.reduction, reduction);
    }

    /// Keras' names of losses carry no number.
    @Override
    protected String automaticName() {
        return Names.snakeCase(className());
    }

    /// A constant of a formula beside `x`.
    static Tensor constant(Tensor x, double value) {
        return x.constant(value, x.dtype());
    }

    /// The smallest number that is taken for more than zero in probabilities, as Keras' backend.epsilon().
    static Tensor epsilon(Tensor x) {
        return constant(x, Config.epsilon());
    }

    /// Probabilities kept off 0 and 1, so that their logarithms are finite.
    static Tensor clipped(Tensor x) {
        return x.maximum(epsilon(x)).minimum(constant(x, 1 - Config.epsilon()));
    }

    /// 1 - x.
    static Tensor complement(Tensor x) {
        return constant(x, 1).subtract(x);
    }

    /// x times a constant.
    static Tensor scaled(Tensor x, double factor) {
        return factor == 1 ? x : x.multiply(constant(x, factor));
    }

    private static final class LambdaLoss extends Loss {
        private final BinaryOperator<Tensor> call;

        LambdaLoss(String name, BinaryOperator<Tensor> call) {
            this.call = call;
            putName(name);
        }

        @Override
        public Tensor call(Tensor yTrue, Tensor yPred) {
            return call.apply(yTrue, yPred);
        }
    }

    /// The floating type in which weights meet values.
    static DType type(Tensor values) {
        return values.dtype().floating();
    }
}
