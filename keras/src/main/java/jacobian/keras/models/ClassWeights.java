package jacobian.keras.models;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Weights of classes as weights of samples.
///
/// @param only what is said of the only output
/// @param byOutput what is said of outputs by their names
record ClassWeights(Map<Integer, Double> only, Map<String, Map<Integer, Double>> byOutput) {
    static final ClassWeights NONE = new ClassWeights(Map.of(), Map.of());

    static ClassWeights of(Map<Integer, Double> weights) {
        return new ClassWeights(Map.copyOf(weights), Map.of());
    }

    boolean isEmpty() {
        return only.isEmpty() && byOutput.isEmpty();
    }

    /// The batch with a sample weight for each example, taken from the classes of its targets; `outputs` are the
    /// names
    /// of the outputs that the targets belong to.
    StepData applied(StepData batch, List<String> outputs) {
        if (isEmpty()) {
            return batch;
        }
        if (!batch.sampleWeights().isEmpty()) {
            throw new IllegalArgumentException(
                    "class weights and sample weights at once: multiply them into one sample weight");
        }
        if (!only.isEmpty() && batch.targets().size() != 1) {
            throw new IllegalArgumentException("class weights need one target, not "
                    + batch.targets().size() + ": name the output, as in classWeight(\"" + outputs.get(0)
                    + "\", weights)");
        }
        NearNames.check("class weights name an output", byOutput.keySet(), outputs);
        var weights = new ArrayList<Tensor>();
        for (int i = 0; i < batch.targets().size(); i++) {
            var ofTarget = byOutput.getOrDefault(outputs.get(i), only);
            weights.add(samples(batch.targets().get(i), ofTarget));
        }
        return new StepData(batch.inputs(), batch.targets(), weights);
    }

    private static Tensor samples(Tensor target, Map<Integer, Double> weights) {
        var classes = classes(target);
        int top = weights.isEmpty() ? 0 : Collections.max(weights.keySet()) + 1;
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
