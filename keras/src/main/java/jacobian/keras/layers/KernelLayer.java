package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.keras.config.Setting;
import jacobian.keras.constraints.Constraint;
import jacobian.keras.initializers.GlorotUniform;
import jacobian.keras.initializers.Initializer;
import jacobian.keras.regularizers.Regularizer;
import java.util.Optional;

/// What layers with a kernel and a bias have in common.
abstract class KernelLayer<L extends KernelLayer<L>> extends BiasedLayer<L> {
    private final Setting<Initializer> kernelInitializer =
            setting("kernel_initializer", Initializer.class, new GlorotUniform());
    private final Setting<Regularizer> kernelRegularizer = optional("kernel_regularizer", Regularizer.class);
    private final Setting<Constraint> kernelConstraint = optional("kernel_constraint", Constraint.class);

    /// Sets the first values of the kernel; [GlorotUniform] unless set.
    public L kernelInitializer(Initializer initializer) {
        return set(kernelInitializer, initializer);
    }

    /// Sets a penalty on the kernel.
    public L kernelRegularizer(Regularizer regularizer) {
        return set(kernelRegularizer, regularizer);
    }

    /// Sets what is applied to the kernel after each step of training.
    public L kernelConstraint(Constraint constraint) {
        return set(kernelConstraint, constraint);
    }

    final Optional<Regularizer> kernelRegularizer() {
        return find(kernelRegularizer);
    }

    /// Makes kernel and bias, of which the bias is as long as the kernel's last axis.
    final void makeWeights(Shape kernel) {
        makeWeights(kernel, kernel.size(-1));
    }

    /// Makes the kernel, and a bias of `units` numbers.
    final void makeWeights(Shape kernel, int units) {
        weight("kernel", kernel, value(kernelInitializer), find(kernelRegularizer));
        constrain("kernel", find(kernelConstraint));
        makeBias(units);
    }
}
