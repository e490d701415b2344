package jacobian.keras.callbacks;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.layers.LayerOutput;
import jacobian.keras.losses.Loss;
import java.util.List;
import java.util.Optional;

/// A step of training as a [StepProbe] sees it while its program is made: tensors without values, of which the
/// probe computes what it wants to know. Where a model has a step of its own, only the batch and the layers are
/// known.
public interface TracedStep {
    /// The weights that are trained; none where the step is the model's own.
    List<Variable> variables();

    /// The gradient of each of [#variables], without loss scale, before clipping and accumulation; empty where
    /// the loss does not depend on it. In float16 they may be infinite in a step that the loss scale makes the
    /// optimizer leave out.
    List<Optional<Tensor>> gradients();

    /// The values of [#variables] before the step.
    List<Tensor> before();

    /// The values of [#variables] after it.
    List<Tensor> after();

    /// What the layers of the model gave in the forward pass, in the order of their calls.
    List<LayerOutput> layers();

    /// The loss of the batch; empty where the step is the model's own.
    Optional<Tensor> loss();

    /// The loss that was given to compile, where the model has one output and no sample is weighed.
    default Optional<Loss> lossFunction() {
        return Optional.empty();
    }

    /// The part of [#loss] that comes from [#lossFunction]: without what layers and regularizers add.
    default Optional<Tensor> dataLoss() {
        return Optional.empty();
    }

    /// The outputs of the model; none where the step is the model's own.
    List<Tensor> predictions();

    /// The inputs of the model.
    List<Tensor> inputs();

    /// The targets.
    List<Tensor> targets();
}
