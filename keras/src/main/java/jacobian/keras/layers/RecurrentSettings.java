package jacobian.keras.layers;

import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Setting;
import jacobian.keras.constraints.Constraint;
import jacobian.keras.initializers.GlorotUniform;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.initializers.Orthogonal;
import jacobian.keras.initializers.Zeros;
import jacobian.keras.regularizers.Regularizer;
import java.util.function.Function;

/// The options of [RecurrentOptions], as whoever has them declares them.
final class RecurrentSettings {
    /// Declares an option that has a default.
    interface Declaration {
        <T> Setting<T> of(String key, Class<? super T> type, T initial);
    }

    /// Declares an option that may be absent.
    interface OptionalDeclaration {
        <T> Setting<T> of(String key, Class<? super T> type);
    }

    final Setting<ActivationFunction> activation;
    final Setting<Boolean> useBias;
    final Setting<Initializer> kernelInitializer;
    final Setting<Initializer> recurrentInitializer;
    final Setting<Initializer> biasInitializer;
    final Setting<Regularizer> kernelRegularizer;
    final Setting<Regularizer> recurrentRegularizer;
    final Setting<Regularizer> biasRegularizer;
    final Setting<Constraint> kernelConstraint;
    final Setting<Constraint> recurrentConstraint;
    final Setting<Constraint> biasConstraint;
    final Setting<Double> dropout;
    final Setting<Double> recurrentDropout;
    final Setting<Long> seed;

    RecurrentSettings(Declaration setting, OptionalDeclaration optional) {
        activation = setting.of("activation", ActivationFunction.class, Activations.TANH);
        useBias = setting.of("use_bias", Boolean.class, true);
        kernelInitializer = setting.of("kernel_initializer", Initializer.class, new GlorotUniform());
        recurrentInitializer = setting.of("recurrent_initializer", Initializer.class, new Orthogonal());
        biasInitializer = setting.of("bias_initializer", Initializer.class, new Zeros());
        kernelRegularizer = optional.of("kernel_regularizer", Regularizer.class);
        recurrentRegularizer = optional.of("recurrent_regularizer", Regularizer.class);
        biasRegularizer = optional.of("bias_regularizer", Regularizer.class);
        kernelConstraint = optional.of("kernel_constraint", Constraint.class);
        recurrentConstraint = optional.of("recurrent_constraint", Constraint.class);
        biasConstraint = optional.of("bias_constraint", Constraint.class);
        dropout = setting.of("dropout", Double.class, 0.0);
        recurrentDropout = setting.of("recurrent_dropout", Double.class, 0.0);
        seed = optional.of("seed", Long.class);
    }

    /// Gives the option `which` of `owner` its value and returns `owner`.
    @SuppressWarnings("unchecked") // an owner is an L
    static <L, T> L set(RecurrentOptions<L> owner, Function<RecurrentSettings, Setting<T>> which, T value) {
        return switch (owner) {
            case RecurrentLayer<?> layer -> (L) layer.set(which.apply(layer.common), value);
            case RecurrentCell<?> cell -> (L) cell.set(which.apply(cell.common), value);
        };
    }
}
