package jacobian.keras.models;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.optimizers.Adafactor;
import jacobian.keras.optimizers.LossScaleOptimizer;
import jacobian.keras.optimizers.MultiOptimizer;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.OptimizerVariable;
import jacobian.keras.saving.StoredTensor;
import jacobian.keras.saving.WeightGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The state of an optimizer at the paths where Keras' files have it.
final class OptimizerTree {
    static final String PATH = "optimizer";

    /// Keras counts steps in int32.
    private static final Set<String> COUNTS = Set.of("iteration", "step_counter");

    private OptimizerTree() {}

    /// The groups of `optimizer`. One that has not been built yet has the step counter and the learning rate.
    static List<WeightGroup> groups(Optimizer optimizer) {
        if (!optimizer.isBuilt()) {
            return List.of(new WeightGroup(PATH, optimizer.name(), unbuilt(optimizer)));
        }
        var groups = new ArrayList<WeightGroup>();
        groups.add(group(PATH, optimizer));
        if (optimizer instanceof LossScaleOptimizer scaled) {
            groups.add(group(PATH + "/inner_optimizer", scaled.innerOptimizer()));
        }
        return groups;
    }

    private static WeightGroup group(String path, Optimizer optimizer) {
        return new WeightGroup(
                path,
                optimizer.name(),
                optimizer.variables().stream()
                        .map(variable -> stored(optimizer, variable))
                        .toList());
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
