package jacobian.keras.optimizers;

import jacobian.engine.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/// What an optimizer knows in one step beside weights and gradients: the learning rate, the number of the step, and
/// its slots, vectors as long as the weights that last from step to step.
public final class Step {
    private final Tensor learningRate;
    private final Tensor number;
    private final Map<String, Tensor> slots;
    private final Map<String, Tensor> assigned = new HashMap<>();

    Step(Tensor learningRate, Tensor number, Map<String, Tensor> slots) {
        this.learningRate = learningRate;
        this.number = number;
        this.slots = slots;
    }

    /// The learning rate, a scalar of the type of the weights.
    public Tensor learningRate() {
        return learningRate;
    }

    /// 1 in the first step, an int64 scalar.
    public Tensor number() {
        return number;
    }

    /// The value of a slot before this step; zeros in the first.
    public Tensor slot(String name) {
        var value = slots.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "the optimizer has no slot \"" + name + "\": it declares " + slots.keySet());
        }
        return value;
    }

    /// Gives a slot its value for the next step, and returns it.
    public Tensor assign(String name, Tensor value) {
        slot(name);
        assigned.put(name, value);
        return value;
    }

    Map<String, Tensor> assigned() {
        return assigned;
    }
}
