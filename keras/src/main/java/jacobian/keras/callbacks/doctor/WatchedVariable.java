package jacobian.keras.callbacks.doctor;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import java.util.Optional;

/// A weight whose gradient and update are watched: three sums of squares.
///
/// @param isKernel whether it mixes units, as the kernel of a layer does: a table of embeddings is none, as a batch
///     sees few of its rows
record WatchedVariable(Variable variable, boolean isKernel, boolean hasGradient, int at) {
    /// Adds the sums of squares of gradient, update and weight to `signs`.
    static WatchedVariable of(
            Variable variable, boolean isKernel, Optional<Tensor> gradient, Tensor before, Tensor after, Signs signs) {
        int at = signs.add(gradient.map(Signs::sumSquare).orElseGet(() -> Tensor.scalar(0)));
        signs.add(Signs.sumSquare(after, before));
        signs.add(Signs.sumSquare(after));
        return new WatchedVariable(variable, isKernel, gradient.isPresent(), at);
    }

    /// Whether it is a kernel or table that the loss depends on.
    boolean isMixing() {
        return hasGradient && variable.shape().rank() > 1 && !variable.name().contains("bias");
    }

    /// The layer, as in the path of the weight.
    String layer() {
        var path = variable.name();
        int end = path.lastIndexOf('/');
        return end < 0 ? path : path.substring(0, end);
    }

    long size() {
        return variable.shape().size();
    }

    /// The norm of the gradient.
    double gradient(float... signs) {
        return Math.sqrt(signs[at]);
    }

    /// The norm of the change that the step made.
    double update(float... signs) {
        return Math.sqrt(signs[at + 1]);
    }

    /// The norm of the weight after the step.
    double weight(float... signs) {
        return Math.sqrt(signs[at + 2]);
    }
}
