package jacobian.keras.optimizers;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What an optimizer knows in one step beside weights and gradients: the learning rate, the number of the step,
/// and its slots, vectors as long as the weights that last from step to step.
public final class Step {
    private final Tensor learningRate;
    private final Tensor number;
    private final FlatGroup group;
    private final Map<String, Tensor> slots;
    private final Map<String, Tensor> assigned = new HashMap<>();

    Step(Tensor learningRate, Tensor number, FlatGroup group, Map<String, Tensor> slots) {
        this.learningRate = learningRate;
        this.number = number;
        this.group = group;
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

    /// 1 - beta^number, a scalar of the type of the weights: what an average that starts at zero has seen so far.
    ///
    /// As in Keras it is that of `beta` in the type of the weights, where 0.999 is not quite 0.999; the power
    /// itself is computed in float64, as an error in its last place would be a thousand times as large in the
    /// difference.
    public Tensor correction(double beta) {
        var type = learningRate.dtype();
        var exact = number.constant(type == DType.FLOAT32 ? (float) beta : beta, DType.FLOAT64);
        var power = exact.power(number.cast(DType.FLOAT64)).cast(type);
        return power.constant(1, type).subtract(power);
    }

    /// number^exponent, a scalar of the type of the weights.
    Tensor power(double exponent) {
        var exact = number.constant(exponent, DType.FLOAT64);
        return number.cast(DType.FLOAT64).power(exact).cast(learningRate.dtype());
    }

    /// The variables whose elements the vectors hold, one after the other.
    public List<Variable> variables() {
        return group.weights().variables();
    }

    /// The parts of a vector as long as the weights: one for each of [#variables], in its shape.
    public List<Tensor> split(Tensor flat) {
        return group.split(flat);
    }

    /// The reverse of [#split].
    public Tensor join(List<Tensor> parts) {
        return group.weights().join(parts);
    }

    /// The value of a slot before this step.
    public Tensor slot(String name) {
        var value = slots.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "the optimizer has no slot \"" + name + "\": it declares " + slots.keySet());
        }
        return value;
    }

    /// Whether a weight has a part in a slot.
    boolean has(String name) {
        return slots.containsKey(name);
    }

    /// The parts of a slot before this step, for the variables that have one.
    List<Tensor> parts(String name) {
        var flat = slot(name);
        var slot = group.slot(name);
        return IntStream.range(0, group.size())
                .filter(slot::has)
                .mapToObj(i -> slot.part(flat, i))
                .toList();
    }

    /// Gives a slot its value for the next step, and returns it.
    public Tensor assign(String name, Tensor value) {
        slot(name);
        assigned.put(name, value);
        return value;
    }

    /// As [#assign], by the parts of the variables that have one.
    void assign(String name, List<Tensor> parts) {
        assign(name, group.slot(name).join(parts));
    }

    Map<String, Tensor> assigned() {
        return assigned;
    }
}
