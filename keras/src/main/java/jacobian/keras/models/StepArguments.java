package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// One batch as a step program sees it: inputs, targets, and one sample weight for all targets, one for each, or
/// none.
record StepArguments(List<Tensor> inputs, List<Tensor> targets, List<Tensor> weights) {
    /// The sample weight of target number `target`.
    Optional<Tensor> weight(int target) {
        return weights.isEmpty() ? Optional.empty() : Optional.of(weights.get(weights.size() == 1 ? 0 : target));
    }
}
