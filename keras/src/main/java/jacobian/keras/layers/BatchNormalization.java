package jacobian.keras.layers;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.constraints.Constraint;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.Ones;
import jacobian.keras.initializers.Zeros;
import jacobian.keras.regularizers.Regularizer;
import java.util.stream.IntStream;

/// Brings each feature to mean 0 and variance 1, then to a learned scale and offset
/// (Ioffe and Szegedy, "Batch normalization", 2015).
///
/// In training mean and (biased) variance are those of the batch, and `moving = momentum * moving + (1 -
/// momentum) * batch`; otherwise, and while the layer is frozen, the moving ones are used: `gamma * (x - mean)
/// / sqrt(variance + epsilon) + beta`.
///
/// | | shape |
/// |---|---|
/// | input, output | `(batch, ..., features)` |
/// | gamma, beta, moving_mean, moving_variance | `(features,)` |
///
/// Where the input has a mask, the statistics are those of the steps that count.
public final class BatchNormalization extends FluentLayer<BatchNormalization> {
    /// Keras' `backend.epsilon()`, which keeps the division by the number of unmasked steps from being one by 0.
    private static final double EPSILON = 1e-7;

    private final Setting<Integer> axis = setting("axis", -1);
    private final Setting<Double> momentum = setting("momentum", 0.99);
    private final Setting<Double> epsilon = setting("epsilon", 1e-3);
    private final Setting<Boolean> center = setting("center", true);
    private final Setting<Boolean> scale = setting("scale", true);
    private final Setting<Initializer> betaInitializer = setting("beta_initializer", Initializer.class, new Zeros());
    private final Setting<Initializer> gammaInitializer = setting("gamma_initializer", Initializer.class, new Ones());
    private final Setting<Initializer> movingMeanInitializer =
            setting("moving_mean_initializer", Initializer.class, new Zeros());
    private final Setting<Initializer> movingVarianceInitializer =
            setting("moving_variance_initializer", Initializer.class, new Ones());
    private final Setting<Regularizer> betaRegularizer = optional("beta_regularizer", Regularizer.class);
    private final Setting<Regularizer> gammaRegularizer = optional("gamma_regularizer", Regularizer.class);
    private final Setting<Constraint> betaConstraint = optional("beta_constraint", Constraint.class);
    private final Setting<Constraint> gammaConstraint = optional("gamma_constraint", Constraint.class);

    /// Mean and variance, each with reduced axes of size 1.
    private record Moments(Tensor mean, Tensor variance) {}

    /// Sets the axis of features; the last one unless set.
    public BatchNormalization axis(int axis) {
        return set(this.axis, axis);
    }

    /// Sets how much of the moving statistics a step keeps; 0.99 unless set.
    public BatchNormalization momentum(double momentum) {
        return set(this.momentum, Checks.fraction("momentum", momentum));
    }

    /// Sets what is added to the variance; 1e-3 unless set.
    public BatchNormalization epsilon(double epsilon) {
        return set(this.epsilon, Checks.notNegative("epsilon", epsilon));
    }

    /// Sets whether beta is added; it is unless set.
    public BatchNormalization center(boolean center) {
        return set(this.center, center);
    }

    /// Sets whether the result is multiplied by gamma; it is unless set.
    public BatchNormalization scale(boolean scale) {
        return set(this.scale, scale);
    }

    /// Sets the first values of beta; [Zeros] unless set.
    public BatchNormalization betaInitializer(Initializer initializer) {
        return set(betaInitializer, initializer);
    }

    /// Sets the first values of gamma; [Ones] unless set.
    public BatchNormalization gammaInitializer(Initializer initializer) {
        return set(gammaInitializer, initializer);
    }

    /// Sets the first values of the moving mean; [Zeros] unless set.
    public BatchNormalization movingMeanInitializer(Initializer initializer) {
        return set(movingMeanInitializer, initializer);
    }

    /// Sets the first values of the moving variance; [Ones] unless set.
    public BatchNormalization movingVarianceInitializer(Initializer initializer) {
        return set(movingVarianceInitializer, initializer);
    }

    /// Sets a penalty on beta.
    public BatchNormalization betaRegularizer(Regularizer regularizer) {
        return set(betaRegularizer, regularizer);
    }

    /// Sets a penalty on gamma.
    public BatchNormalization gammaRegularizer(Regularizer regularizer) {
        return set(gammaRegularizer, regularizer);
    }

    /// Sets what is applied to beta after each step of training.
    public BatchNormalization betaConstraint(Constraint constraint) {
        return set(betaConstraint, constraint);
    }

    /// Sets what is applied to gamma after each step of training.
    public BatchNormalization gammaConstraint(Constraint constraint) {
        return set(gammaConstraint, constraint);
    }

    @Override
    protected void build(Shape input) {
        if (!input.dim(value(axis)).isKnown()) {
            throw new ShapeException(this + " cannot take " + input + "\n  needs  a known axis " + value(axis));
        }
        var shape = Shape.of(input.size(value(axis)));
        if (value(scale)) {
            weight("gamma", shape, value(gammaInitializer), find(gammaRegularizer));
            constrain("gamma", find(gammaConstraint));
        }
        if (value(center)) {
            weight("beta", shape, value(betaInitializer), find(betaRegularizer));
            constrain("beta", find(betaConstraint));
        }
        state("moving_mean", value(movingMeanInitializer).apply(shape, dtype()));
        state("moving_variance", value(movingVarianceInitializer).apply(shape, dtype()));
    }

    @Override
    protected Tensor call(Tensor input, Call call) {
        var x = input.floating();
        var features = variable("moving_mean").shape().dim(0);
        if (!x.shape().dim(value(axis)).agrees(features)) {
            throw new ShapeException(this + " cannot take " + x.shape() + "\n  needs  " + features
                    + " features along axis " + value(axis) + ", as at its first call");
        }
        boolean learns = call.training() && isTrainable();
        var moments = learns ? batch(x, call) : moving(x);
        var factor =
                moments.variance().add(x.constant(value(epsilon), x.dtype())).rsqrt();
        if (value(scale)) {
            factor = factor.multiply(spread(weight("gamma"), x));
        }
        var result = x.subtract(moments.mean()).multiply(factor);
        return value(center) ? result.add(spread(weight("beta"), x)) : result;
    }

    private Moments moving(Tensor x) {
        return new Moments(spread(weight("moving_mean"), x), spread(weight("moving_variance"), x));
    }

    /// The moments of the batch; moves the moving ones towards them.
    private Moments batch(Tensor x, Call call) {
        var moments = call.mask().map(mask -> masked(x, mask)).orElseGet(() -> all(x));
        move("moving_mean", moments.mean());
        move("moving_variance", moments.variance());
        return moments;
    }

    private Moments all(Tensor x) {
        var mean = x.meanKeep(otherAxes(x));
        return new Moments(mean, x.subtract(mean).square().meanKeep(otherAxes(x)));
    }

    private Moments masked(Tensor x, Tensor mask) {
        if (mask.rank() != x.rank() - 1) {
            throw new ShapeException(
                    this + " cannot take the mask " + mask.shape() + " for " + x.shape() + ": needs one axis less");
        }
        var counts = mask.expandDims(-1).broadcastTo(x.shape());
        var count = counts.cast(x.dtype()).sumKeep(otherAxes(x)).add(x.constant(EPSILON, x.dtype()));
        var mean = counts.select(x, x.zerosLike()).sumKeep(otherAxes(x)).divide(count);
        var distance = counts.select(x.subtract(mean), x.zerosLike());
        return new Moments(mean, distance.square().sumKeep(otherAxes(x)).divide(count));
    }

    private void move(String name, Tensor batch) {
        var moving = variable(name);
        var now = moving.tensor();
        var towards = batch.stopGradient().reshape(moving.shape()).cast(moving.dtype());
        moving.assign(now.multiply(now.constant(value(momentum), now.dtype()))
                .add(towards.multiply(now.constant(1 - value(momentum), now.dtype()))));
    }

    private int[] otherAxes(Tensor x) {
        int features = x.shape().axis(value(axis));
        return IntStream.range(0, x.rank()).filter(axis -> axis != features).toArray();
    }

    /// A vector of the features in a shape that broadcasts to that of `x`.
    private Tensor spread(Tensor features, Tensor x) {
        int from = x.shape().axis(value(axis));
        var shape = features.shape();
        for (int i = from + 1; i < x.rank(); i++) {
            shape = shape.insert(shape.rank(), Dim.fixed(1));
        }
        return features.cast(x.dtype()).reshape(shape);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
