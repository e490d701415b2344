package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Setting;
import jacobian.keras.constraints.Constraint;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.Zeros;
import jacobian.keras.regularizers.Regularizer;

/// What layers that add a bias and apply an activation at the end have in common.
abstract class BiasedLayer<L extends BiasedLayer<L>> extends FluentLayer<L> {
    private final Setting<ActivationFunction> activation =
            setting("activation", ActivationFunction.class, Activations.LINEAR);
    private final Setting<Boolean> useBias = setting("use_bias", true);
    private final Setting<Initializer> biasInitializer = setting("bias_initializer", Initializer.class, new Zeros());
    private final Setting<Regularizer> biasRegularizer = optional("bias_regularizer", Regularizer.class);
    private final Setting<Constraint> biasConstraint = optional("bias_constraint", Constraint.class);

    /// Sets what is applied to the result; nothing (`LINEAR`) unless set.
    public L activation(ActivationFunction activation) {
        return set(this.activation, activation);
    }

    /// Sets whether a bias is added; it is unless set.
    public L useBias(boolean useBias) {
        return set(this.useBias, useBias);
    }

    /// Sets the first values of the bias; [Zeros] unless set.
    public L biasInitializer(Initializer initializer) {
        return set(biasInitializer, initializer);
    }

    /// Sets a penalty on the bias.
    public L biasRegularizer(Regularizer regularizer) {
        return set(biasRegularizer, regularizer);
    }

    /// Sets what is applied to the bias after each step of training.
    public L biasConstraint(Constraint constraint) {
        return set(biasConstraint, constraint);
    }

    /// Makes the bias, one number for each of `units`, if there is to be one.
    final void makeBias(int units) {
        if (value(useBias)) {
            weight("bias", Shape.of(units), value(biasInitializer), find(biasRegularizer));
            constrain("bias", find(biasConstraint));
        }
    }

    /// `x` with the bias added and the activation applied.
    final Tensor finish(Tensor x) {
        return activated(biased(x));
    }

    /// `x` with the bias added along the last axis.
    final Tensor biased(Tensor x) {
        return value(useBias) ? x.add(weight("bias")) : x;
    }

    /// `x` with the activation applied.
    final Tensor activated(Tensor x) {
        return RematScope.activation(this, value(activation), x);
    }
}
