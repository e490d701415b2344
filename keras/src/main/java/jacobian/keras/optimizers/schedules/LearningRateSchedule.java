package jacobian.keras.optimizers.schedules;

import jacobian.engine.tensor.Tensor;

/// A learning rate that changes with the number of steps taken: one of the classes here, or a lambda of tensors
/// such as `step -> step.add(1).cast(DType.FLOAT32).rsqrt()`. It becomes part of the training program.
@FunctionalInterface
public interface LearningRateSchedule {
    /// The float32 rate of a step; `step` is int64 and counts from 0.
    Tensor at(Tensor step);
}
