package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// One batch as a step of training or testing sees it: inputs and targets in the model's order, and one sample
/// weight
/// for all targets, one for each, or none. A step is traced, so that its tensors have no values yet.
public record StepData(List<Tensor> inputs, List<Tensor> targets, List<Tensor> sampleWeights) {
    public StepData {
        inputs = List.copyOf(inputs);
        targets = List.copyOf(targets);
        sampleWeights = List.copyOf(sampleWeights);
    }

    /// The only input.
    public Tensor input() {
        return one("input", inputs);
    }

    /// The only target.
    public Tensor target() {
        return one("target", targets);
    }

    /// The sample weight of target number `target`.
    public Optional<Tensor> sampleWeight(int target) {
        return sampleWeights.isEmpty()
                ? Optional.empty()
                : Optional.of(sampleWeights.get(sampleWeights.size() == 1 ? 0 : target));
    }

    private static Tensor one(String what, List<Tensor> tensors) {
        if (tensors.size() != 1) {
            throw new IllegalStateException(
                    "the batch has " + tensors.size() + " " + what + "s, not one: ask for " + what + "s()");
        }
        return tensors.get(0);
    }
}
