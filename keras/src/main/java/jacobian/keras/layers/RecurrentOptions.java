package jacobian.keras.layers;

import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.config.Checks;
import jacobian.keras.constraints.Constraint;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.regularizers.Regularizer;

/// The options that recurrent layers have in common with their cells: those of a kernel for the input, a kernel
/// for the state and a bias.
///
/// @param <L> the layer or the cell itself, which every option returns
public sealed interface RecurrentOptions<L> permits RecurrentLayer, RecurrentCell {
    /// Sets what is applied to the candidate for the new state; `TANH` unless set.
    default L activation(ActivationFunction activation) {
        return RecurrentSettings.set(this, all -> all.activation, activation);
    }

    /// Sets whether a bias is added; it is unless set.
    default L useBias(boolean useBias) {
        return RecurrentSettings.set(this, all -> all.useBias, useBias);
    }

    /// Sets the first values of the kernel; [GlorotUniform] unless set.
    default L kernelInitializer(Initializer initializer) {
        return RecurrentSettings.set(this, all -> all.kernelInitializer, initializer);
    }

    /// Sets the first values of the kernel of the state; [Orthogonal] unless set.
    default L recurrentInitializer(Initializer initializer) {
        return RecurrentSettings.set(this, all -> all.recurrentInitializer, initializer);
    }

    /// Sets the first values of the bias; [Zeros] unless set.
    default L biasInitializer(Initializer initializer) {
        return RecurrentSettings.set(this, all -> all.biasInitializer, initializer);
    }

    /// Sets a penalty on the kernel.
    default L kernelRegularizer(Regularizer regularizer) {
        return RecurrentSettings.set(this, all -> all.kernelRegularizer, regularizer);
    }

    /// Sets a penalty on the kernel of the state.
    default L recurrentRegularizer(Regularizer regularizer) {
        return RecurrentSettings.set(this, all -> all.recurrentRegularizer, regularizer);
    }

    /// Sets a penalty on the bias.
    default L biasRegularizer(Regularizer regularizer) {
        return RecurrentSettings.set(this, all -> all.biasRegularizer, regularizer);
    }

    /// Sets what holds for the kernel after each step of training.
    default L kernelConstraint(Constraint constraint) {
        return RecurrentSettings.set(this, all -> all.kernelConstraint, constraint);
    }

    /// Sets what holds for the kernel of the state after each step of training.
    default L recurrentConstraint(Constraint constraint) {
        return RecurrentSettings.set(this, all -> all.recurrentConstraint, constraint);
    }

    /// Sets what holds for the bias after each step of training.
    default L biasConstraint(Constraint constraint) {
        return RecurrentSettings.set(this, all -> all.biasConstraint, constraint);
    }

    /// Sets the part of the input that training sets to 0, the same for all steps of a sequence; 0 unless set.
    default L dropout(double dropout) {
        return RecurrentSettings.set(this, all -> all.dropout, Checks.fraction("dropout", dropout));
    }

    /// Sets the part of the state that training sets to 0 before it meets its kernel, the same for all steps; 0
    /// unless set.
    default L recurrentDropout(double recurrentDropout) {
        return RecurrentSettings.set(
                this, all -> all.recurrentDropout, Checks.fraction("recurrent_dropout", recurrentDropout));
    }

    /// Sets the seed of the dropouts; another one for each layer unless set.
    default L seed(long seed) {
        return RecurrentSettings.set(this, all -> all.seed, seed);
    }
}
