package jacobian.keras.models;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.optimizers.Adafactor;
import jacobian.keras.optimizers.LossScaleOptimizer;
import jacobian.keras.optimizers.MultiOptimizer;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.OptimizerVariable;
import jacobian.keras.saving.StoredTensor;
import jacobian.keras.saving.WeightGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The state of an optimizer at the paths where Keras' files have it.
final class OptimizerTree {
    static final String PATH = "optimizer";

    /// Keras counts steps in int32.
    private static final Set<String> COUNTS = Set.of("iteration", "step_counter");

    private OptimizerTree() {}

    /// The groups of `optimizer`. One that has not been built yet has the step counter and the learning rate.
    static List<WeightGroup> groups(Optimizer optimizer, Model model) {
        return groups(optimizer, optimizer.isBuilt() ? SavedGraph.trainable(model) : List.of());
    }

    /// As [#groups(Optimizer, Model)], in the optimizer's own order.
    static List<WeightGroup> groups(Optimizer optimizer) {
        return groups(optimizer, optimizer.isBuilt() ? optimizer.trainable() : List.of());
    }

    private static List<WeightGroup> groups(Optimizer optimizer, List<Variable> weights) {
        if (!optimizer.isBuilt()) {
            return List.of(new WeightGroup(PATH, optimizer.name(), unbuilt(optimizer)));
        }
        var groups = new ArrayList<WeightGroup>();
        groups.add(group(PATH, optimizer, weights));
        if (optimizer instanceof LossScaleOptimizer scaled) {
            groups.add(group(PATH + "/inner_optimizer", scaled.innerOptimizer(), weights));
        }
        return groups;
    }

    private static WeightGroup group(String path, Optimizer optimizer, List<Variable> weights) {
        return new WeightGroup(
                path,
                optimizer.name(),
                sorted(optimizer, weights).stream()
                        .map(variable -> stored(optimizer, variable))
                        .toList());
    }

    /// The variables in the order of files: Keras may find the weights of a graph in another order than we do.
    private static List<OptimizerVariable> sorted(Optimizer optimizer, List<Variable> weights) {
        var ours = optimizer.trainable();
        if (ours.equals(weights) || optimizer instanceof MultiOptimizer) {
            return optimizer.variables();
        }
        var sorted = new ArrayList<OptimizerVariable>();
        var block = new ArrayList<OptimizerVariable>();
        int last = -1;
        for (var variable : optimizer.variables()) {
            int index = variable.weight().map(ours::indexOf).orElse(-1);
            // One slot after the other: it begins anew with the first weight.
            if (index < last) {
                flush(block, weights, sorted);
            }
            last = index;
            (index < 0 ? sorted : block).add(variable);
        }
        flush(block, weights, sorted);
        return sorted;
    }

    private static void flush(List<OptimizerVariable> block, List<Variable> weights, List<OptimizerVariable> sorted) {
        block.sort(Comparator.comparingInt(each -> weights.indexOf(each.weight().orElseThrow())));
        sorted.addAll(block);
        block.clear();
    }

    private static StoredTensor stored(Optimizer optimizer, OptimizerVariable variable) {
        var type = variable.tensor().type();
        // Keras has whole numbers in the place of what Adafactor does not keep of vectors.
        boolean isNothing = optimizer instanceof Adafactor
                && variable.weight().isPresent()
                && type.shape().rank() == 0;
        boolean isWhole = isNothing || COUNTS.contains(variable.name());
        return new StoredTensor(
                variable.name(), isWhole ? type.withDType(DType.INT32) : type, variable::tensor, variable::assign);
    }

    private static List<StoredTensor> unbuilt(Optimizer optimizer) {
        var count = scalar("iteration", Tensor.scalar(0, DType.INT32));
        boolean hasRate = optimizer.config().get("learning_rate") instanceof Number;
        return hasRate && !(optimizer instanceof MultiOptimizer)
                ? List.of(count, scalar("learning_rate", Tensor.scalar(optimizer.learningRate())))
                : List.of(count);
    }

    /// A scalar that cannot be given a value.
    private static StoredTensor scalar(String name, Tensor value) {
        return new StoredTensor(name, new TensorType(value.dtype(), Shape.scalar()), () -> value, _ -> {});
    }
}
