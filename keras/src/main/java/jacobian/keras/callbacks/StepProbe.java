package jacobian.keras.callbacks;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// Looks inside the steps of a run: at gradients, updates, activations. A callback gives it to
/// [Training#probe] in `onTrainBegin`.
///
/// ```java
/// class Norms implements StepProbe {
///     public boolean isDue(long step) { return step % 100 == 0; }
///
///     public List<Tensor> trace(TracedStep step) {
///         return step.gradients().stream().flatMap(Optional::stream).map(g -> g.square().sum().sqrt()).toList();
///     }
///
///     public void read(long step, List<Tensor> values) { IO.println(values.getFirst().item()); }
/// }
/// ```
///
/// What is asked for is computed within the step's program, together with the rest, in the steps that are due;
/// the others run as they would without. Weights have the same values with probes and without.
public interface StepProbe {
    /// Whether the next step is looked at; steps count from 0 at the beginning of the run.
    boolean isDue(long step);

    /// What is wanted to be known, computed of the tensors of `step`. Called when the program is made, which
    /// happens once, or again for batches of another form.
    List<Tensor> trace(TracedStep step);

    /// The values of what [#trace] returned, after the step.
    void read(long step, List<Tensor> values);
}
