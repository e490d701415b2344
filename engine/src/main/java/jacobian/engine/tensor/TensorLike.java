package jacobian.engine.tensor;

/// What can stand where a tensor is asked for: a tensor, a variable (its value now), or a symbolic input.
public interface TensorLike {
    Tensor tensor();
}
