package jacobian.keras.models;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Weights of classes as weights of samples.
record ClassWeights(Map<Integer, Double> weights) {
    /// The batch with a sample weight for each example, taken from the class of its only target.
    StepArguments applied(StepArguments batch) {
        if (weights.isEmpty()) {
            return batch;
        }
        if (!batch.weights().isEmpty()) {
            throw new IllegalArgumentException(
                    "class weights and sample weights at once: multiply them into one sample weight");
        }
        if (batch.targets().size() != 1) {
            throw new IllegalArgumentException(
                    "class weights need one target, not " + batch.targets().size() + ": use sample weights");
        }
        return new StepArguments(
                batch.inputs(), batch.targets(), List.of(samples(batch.targets().get(0))));
    }

    private Tensor samples(Tensor target) {
        var classes = classes(target);
        int top = Collections.max(weights.keySet()) + 1;
        var table = new float[top + 1];
        for (int i = 0; i <= top; i++) {
            table[i] = weights.getOrDefault(i, 1.0).floatValue();
        }
        // Whatever is not in the table weighs as much as its last entry: 1.
        var last = classes.constant(top, DType.INT32);
        var zero = classes.constant(0, DType.INT32);
        return Tensor.of(table).take(classes.less(zero).select(last, classes.minimum(last)), 0);
    }

    /// The class of each example: of one-hot targets the largest, else the number itself.
    private static Tensor classes(Tensor target) {
        if (target.rank() > 1 && target.shape().size(-1) != 1) {
            return target.argmax(-1);
        }
        var flat = target.rank() > 1 ? target.squeeze(-1) : target;
        return flat.dtype().isFloating() ? flat.round().cast(DType.INT32) : flat.cast(DType.INT32);
    }
}
