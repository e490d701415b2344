package jacobian.keras.optimizers;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.engine.tensor.Variable;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One entry of an optimizer's state as Keras lists and saves it: a scalar, or the part of a slot that belongs
/// to one weight.
public final class OptimizerVariable implements TensorLike {
    private final String name;
    private final Optional<Variable> weight;
    private final Supplier<Tensor> read;
    private final Consumer<Tensor> write;

    OptimizerVariable(String name, Optional<Variable> weight, Supplier<Tensor> read, Consumer<Tensor> write) {
        this.name = name;
        this.weight = weight;
        this.read = read;
        this.write = write;
    }

    /// Keras' name: `iteration`, `learning_rate`, `dense_kernel_momentum`.
    public String name() {
        return name;
    }

    /// The weight it belongs to.
    public Optional<Variable> weight() {
        return weight;
    }

    /// The value now.
    @Override
    public Tensor tensor() {
        return read.get();
    }

    public void assign(TensorLike value) {
        write.accept(value.tensor());
    }

    @Override
    public String toString() {
        return name + " " + tensor().type();
    }
}
