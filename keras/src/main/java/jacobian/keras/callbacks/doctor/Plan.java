package jacobian.keras.callbacks.doctor;

import jacobian.keras.losses.Loss;
import java.util.List;
import java.util.Optional;

/// What is watched in a step, and where it stands in the vector of signs: the loss first, then that of
/// [#lossFunction] alone.
///
/// @param hasLoss whether the step is the standard one
record Plan(
        boolean hasLoss,
        Optional<Loss> lossFunction,
        List<WatchedVariable> variables,
        List<WatchedLayer> layers,
        List<WatchedOutput> outputs,
        List<WatchedInput> inputs,
        List<Depth> depths,
        List<WatchedOperation> operations) {
    static final Plan NONE =
            new Plan(false, Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /// The kernels and tables of a layer, of layers in the order of their calls.
    record Depth(String layer, List<WatchedVariable> weights) {
        Depth {
            weights = List.copyOf(weights);
        }
    }

    /// The loss of the batch; NaN where it is not known.
    double loss(float... signs) {
        return hasLoss ? signs[0] : Double.NaN;
    }

    /// What regularizers and layers add to the loss.
    double penalty(float... signs) {
        return lossFunction.isPresent() ? signs[0] - signs[1] : 0;
    }

    /// The kernels, in the order of the layers.
    List<WatchedVariable> kernels() {
        return variables.stream()
                .filter(each -> each.isKernel() && each.hasGradient())
                .toList();
    }
}
