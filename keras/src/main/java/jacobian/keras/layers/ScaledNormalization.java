package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.constraints.Constraint;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.Ones;
import jacobian.keras.initializers.Zeros;
import jacobian.keras.regularizers.Regularizer;

/// What normalizations of each example by itself have in common: a learned scale gamma and offset beta.
abstract class ScaledNormalization<L extends ScaledNormalization<L>> extends FluentLayer<L> {
    private final Setting<Double> epsilon = setting("epsilon", 1e-3);
    private final Setting<Boolean> center = setting("center", true);
    private final Setting<Boolean> scale = setting("scale", true);
    private final Setting<Initializer> betaInitializer = setting("beta_initializer", Initializer.class, new Zeros());
    private final Setting<Initializer> gammaInitializer = setting("gamma_initializer", Initializer.class, new Ones());
    private final Setting<Regularizer> betaRegularizer = optional("beta_regularizer", Regularizer.class);
    private final Setting<Regularizer> gammaRegularizer = optional("gamma_regularizer", Regularizer.class);
    private final Setting<Constraint> betaConstraint = optional("beta_constraint", Constraint.class);
    private final Setting<Constraint> gammaConstraint = optional("gamma_constraint", Constraint.class);

    /// Sets what is added to the variance; 1e-3 unless set.
    public L epsilon(double epsilon) {
        return set(this.epsilon, Checks.notNegative("epsilon", epsilon));
    }

    /// Sets whether beta is added; it is unless set.
    public L center(boolean center) {
        return set(this.center, center);
    }

    /// Sets whether the result is multiplied by gamma; it is unless set.
    public L scale(boolean scale) {
        return set(this.scale, scale);
    }

    /// Sets the first values of beta; [Zeros] unless set.
    public L betaInitializer(Initializer initializer) {
        return set(betaInitializer, initializer);
    }

    /// Sets the first values of gamma; [Ones] unless set.
    public L gammaInitializer(Initializer initializer) {
        return set(gammaInitializer, initializer);
    }

    /// Sets a penalty on beta.
    public L betaRegularizer(Regularizer regularizer) {
        return set(betaRegularizer, regularizer);
    }

    /// Sets a penalty on gamma.
    public L gammaRegularizer(Regularizer regularizer) {
        return set(gammaRegularizer, regularizer);
    }

    /// Sets what is applied to beta after each step of training.
    public L betaConstraint(Constraint constraint) {
        return set(betaConstraint, constraint);
    }

    /// Sets what is applied to gamma after each step of training.
    public L gammaConstraint(Constraint constraint) {
        return set(gammaConstraint, constraint);
    }

    final double epsilon() {
        return value(epsilon);
    }

    final boolean scales() {
        return value(scale);
    }

    final boolean centers() {
        return value(center);
    }

    /// Makes gamma and beta of `shape`, as far as they are used.
    final void makeWeights(Shape shape) {
        if (scales()) {
            weight("gamma", shape, value(gammaInitializer), find(gammaRegularizer));
            constrain("gamma", find(gammaConstraint));
        }
        if (centers()) {
            weight("beta", shape, value(betaInitializer), find(betaRegularizer));
            constrain("beta", find(betaConstraint));
        }
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
