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
import jacobian.keras.ops.NN;
import jacobian.keras.regularizers.Regularizer;
import java.util.Optional;
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
/// With [#renorm] there are moving_stddev, renorm_mean and renorm_stddev, `(features,)`, too. Where the input
/// has a mask, the statistics are those of the steps that count.
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
    private final Setting<Boolean> renorm = setting("renorm", false);
    private final Setting<RenormClipping> renormClipping = setting("renorm_clipping", RenormClipping.NONE);
    private final Setting<Double> renormMomentum = setting("renorm_momentum", 0.99);
    private final Setting<Boolean> synchronize = setting("synchronized", false);

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

    /// Sets whether training corrects the batch's moments towards those of the batches before
    /// (Ioffe, "Batch renormalization", 2017); it does not unless set.
    public BatchNormalization renorm(boolean renorm) {
        return set(this.renorm, renorm);
    }

    /// Sets the limits of the corrections of [#renorm]; there are none unless set.
    public BatchNormalization renormClipping(RenormClipping clipping) {
        return set(renormClipping, clipping);
    }

    /// Sets how much of the statistics of [#renorm] a step keeps; 0.99 unless set.
    public BatchNormalization renormMomentum(double momentum) {
        return set(renormMomentum, Checks.fraction("renorm_momentum", momentum));
    }

    /// Sets whether the statistics are those of the batch's parts on all devices; on one device, which is what a
    /// program has here, that changes nothing.
    public BatchNormalization synchronize(boolean synchronize) {
        return set(this.synchronize, synchronize);
    }

    private Renormalization renormalization() {
        return new Renormalization(this, value(renormClipping), value(epsilon), value(renormMomentum));
    }

    @Override
    protected void build(Shape input) {
        requireRenorm();
        int axis = value(this.axis);
        if (axis < -input.rank() || axis >= input.rank() || !input.dim(axis).isKnown()) {
            throw new ShapeException(this + " cannot take " + input + "\n  needs  a known axis " + axis);
        }
        var shape = Shape.of(input.size(axis));
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
        if (value(renorm)) {
            renormalization().makeStates(shape, value(movingMeanInitializer), value(movingVarianceInitializer));
        }
    }

    private void requireRenorm() {
        // Files of Keras name the defaults too.
        boolean isChanged = !value(renormClipping).equals(RenormClipping.NONE)
                || !Optional.of(value(renormMomentum)).equals(renormMomentum.initial());
        if (!value(renorm) && isChanged) {
            throw new IllegalArgumentException(
                    this + ": renorm_clipping and renorm_momentum need renorm(true), or are to be left out");
        }
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
        if (learns && value(renorm)) {
            return renormalized(x, call);
        }
        var moments = learns ? batch(x, call) : moving(x);
        var normal = normal(x, moments, value(scale) ? Optional.of(spread(weight("gamma"), x)) : Optional.empty());
        return value(center) ? normal.add(spread(weight("beta"), x)) : normal;
    }

    /// `x` with mean 0 and variance 1, multiplied by `gamma`.
    private Tensor normal(Tensor x, NN.Moments moments, Optional<Tensor> gamma) {
        return NN.batchNormalization(x, moments, value(axis), normalization -> {
            normalization.epsilon(value(epsilon));
            gamma.ifPresent(normalization::scale);
        });
    }

    private Tensor renormalized(Tensor x, Call call) {
        var moments = moments(x, call);
        var correction = renormalization().correction(moments.mean(), moments.variance());
        renormalization().move(moments.mean(), moments.variance());
        var gamma = value(scale) ? Optional.of(spread(weight("gamma"), x)) : Optional.<Tensor>empty();
        var factor = gamma.map(correction.scale()::multiply).orElse(correction.scale());
        var offset = gamma.map(correction.offset()::multiply).orElse(correction.offset());
        var result = normal(x, moments, Optional.of(factor)).add(offset);
        return value(center) ? result.add(spread(weight("beta"), x)) : result;
    }

    private NN.Moments moving(Tensor x) {
        return new NN.Moments(spread(weight("moving_mean"), x), spread(weight("moving_variance"), x));
    }

    /// The moments of the batch; moves the moving ones towards them.
    private NN.Moments batch(Tensor x, Call call) {
        var moments = moments(x, call);
        move("moving_mean", moments.mean());
        move("moving_variance", moments.variance());
        return moments;
    }

    private NN.Moments moments(Tensor x, Call call) {
        return call.mask().map(mask -> masked(x, mask)).orElseGet(() -> NN.moments(x, true, otherAxes(x)));
    }

    private NN.Moments masked(Tensor x, Tensor mask) {
        if (mask.rank() != x.rank() - 1) {
            throw new ShapeException(
                    this + " cannot take the mask " + mask.shape() + " for " + x.shape() + ": needs one axis less");
        }
        var counts = mask.expandDims(-1).broadcastTo(x.shape());
        var count = counts.cast(x.dtype()).sumKeep(otherAxes(x)).add(x.constant(EPSILON, x.dtype()));
        var mean = counts.select(x, x.zerosLike()).sumKeep(otherAxes(x)).divide(count);
        var distance = counts.select(x.subtract(mean), x.zerosLike());
        return new NN.Moments(mean, distance.square().sumKeep(otherAxes(x)).divide(count));
    }

    void move(String name, Tensor batch) {
        move(name, batch, value(momentum));
    }

    /// Keeps the part `keep` of the moving statistic `name`.
    void move(String name, Tensor batch, double keep) {
        var moving = variable(name);
        var now = moving.tensor();
        var towards = batch.stopGradient().reshape(moving.shape()).cast(moving.dtype());
        moving.assign(now.multiply(now.constant(keep, now.dtype()))
                .add(towards.multiply(now.constant(1 - keep, now.dtype()))));
    }

    private int[] otherAxes(Tensor x) {
        int features = x.shape().axis(value(axis));
        return IntStream.range(0, x.rank()).filter(axis -> axis != features).toArray();
    }

    /// A vector of the features in a shape that broadcasts to that of `x`.
    Tensor spread(Tensor features, Tensor x) {
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

    @Override
    protected boolean computesInFloat32() {
        return true;
    }
}
