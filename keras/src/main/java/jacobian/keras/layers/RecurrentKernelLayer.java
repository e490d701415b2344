package jacobian.keras.layers;

import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import jacobian.keras.constraints.Constraint;
import jacobian.keras.initializers.GlorotUniform;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.Orthogonal;
import jacobian.keras.initializers.Zeros;
import jacobian.keras.regularizers.Regularizer;

/// What recurrent layers and their cells have in common: units, a kernel for the input, one for the state, a
/// bias.
abstract class RecurrentKernelLayer<L extends RecurrentKernelLayer<L>> extends FluentLayer<L> {
    final Setting<Integer> units = required("units", Integer.class);
    final Setting<ActivationFunction> activation = setting("activation", ActivationFunction.class, Activations.TANH);
    final Setting<Boolean> useBias = setting("use_bias", true);
    final Setting<Initializer> kernelInitializer =
            setting("kernel_initializer", Initializer.class, new GlorotUniform());
    final Setting<Initializer> recurrentInitializer =
            setting("recurrent_initializer", Initializer.class, new Orthogonal());
    final Setting<Initializer> biasInitializer = setting("bias_initializer", Initializer.class, new Zeros());
    final Setting<Regularizer> kernelRegularizer = optional("kernel_regularizer", Regularizer.class);
    final Setting<Regularizer> recurrentRegularizer = optional("recurrent_regularizer", Regularizer.class);
    final Setting<Regularizer> biasRegularizer = optional("bias_regularizer", Regularizer.class);
    final Setting<Constraint> kernelConstraint = optional("kernel_constraint", Constraint.class);
    final Setting<Constraint> recurrentConstraint = optional("recurrent_constraint", Constraint.class);
    final Setting<Constraint> biasConstraint = optional("bias_constraint", Constraint.class);
    final Setting<Double> dropout = setting("dropout", 0.0);
    final Setting<Double> recurrentDropout = setting("recurrent_dropout", 0.0);
    final Setting<Long> seed = optional("seed", Long.class);

    RecurrentKernelLayer(int units) {
        set(this.units, Checks.positive("units", units));
    }

    /// Sets what is applied to the candidate for the new state; `TANH` unless set.
    public L activation(ActivationFunction activation) {
        return set(this.activation, activation);
    }

    /// Sets whether a bias is added; it is unless set.
    public L useBias(boolean useBias) {
        return set(this.useBias, useBias);
    }

    /// Sets the first values of the kernel; [GlorotUniform] unless set.
    public L kernelInitializer(Initializer initializer) {
        return set(kernelInitializer, initializer);
    }

    /// Sets the first values of the kernel of the state; [Orthogonal] unless set.
    public L recurrentInitializer(Initializer initializer) {
        return set(recurrentInitializer, initializer);
    }

    /// Sets the first values of the bias; [Zeros] unless set.
    public L biasInitializer(Initializer initializer) {
        return set(biasInitializer, initializer);
    }

    /// Sets a penalty on the kernel.
    public L kernelRegularizer(Regularizer regularizer) {
        return set(kernelRegularizer, regularizer);
    }

    /// Sets a penalty on the kernel of the state.
    public L recurrentRegularizer(Regularizer regularizer) {
        return set(recurrentRegularizer, regularizer);
    }

    /// Sets a penalty on the bias.
    public L biasRegularizer(Regularizer regularizer) {
        return set(biasRegularizer, regularizer);
    }

    /// Sets what holds for the kernel after each step of training.
    public L kernelConstraint(Constraint constraint) {
        return set(kernelConstraint, constraint);
    }

    /// Sets what holds for the kernel of the state after each step of training.
    public L recurrentConstraint(Constraint constraint) {
        return set(recurrentConstraint, constraint);
    }

    /// Sets what holds for the bias after each step of training.
    public L biasConstraint(Constraint constraint) {
        return set(biasConstraint, constraint);
    }

    /// Sets the part of the input that training sets to 0, the same for all steps of a sequence; 0 unless set.
    public L dropout(double dropout) {
        return set(this.dropout, Checks.fraction("dropout", dropout));
    }

    /// Sets the part of the state that training sets to 0 before it meets its kernel, the same for all steps; 0
    /// unless set.
    public L recurrentDropout(double recurrentDropout) {
        return set(this.recurrentDropout, Checks.fraction("recurrent_dropout", recurrentDropout));
    }

    /// Sets the seed of the dropouts; another one for each layer unless set.
    public L seed(long seed) {
        return set(this.seed, seed);
    }

    final int units() {
        return value(units);
    }

    /// `cell` with the options that this layer has in common with it.
    final <C extends RecurrentKernelLayer<C>> C share(C cell) {
        cell.activation(value(activation))
                .useBias(value(useBias))
                .kernelInitializer(value(kernelInitializer))
                .recurrentInitializer(value(recurrentInitializer))
                .biasInitializer(value(biasInitializer))
                .dropout(value(dropout))
                .recurrentDropout(value(recurrentDropout))
                .dtype(dtype());
        find(kernelRegularizer).ifPresent(cell::kernelRegularizer);
        find(recurrentRegularizer).ifPresent(cell::recurrentRegularizer);
        find(biasRegularizer).ifPresent(cell::biasRegularizer);
        find(kernelConstraint).ifPresent(cell::kernelConstraint);
        find(recurrentConstraint).ifPresent(cell::recurrentConstraint);
        find(biasConstraint).ifPresent(cell::biasConstraint);
        find(seed).ifPresent(cell::seed);
        return cell;
    }
}
