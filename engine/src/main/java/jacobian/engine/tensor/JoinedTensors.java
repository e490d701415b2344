package jacobian.engine.tensor;

import jacobian.engine.graph.Joining;
import java.util.List;

/// The functions of [Tensor] that make one from several.
abstract class JoinedTensors extends NewTensors {
    /// `xs` one after the other along `axis`, types promoted; all other axes agree.
    public static Tensor concatenate(List<Tensor> xs, int axis) {
        return Joining.concatenate(xs, axis);
    }

    /// `xs` one beside the other along a new axis at position `axis` of the result, types promoted; all shapes agree.
    public static Tensor stack(List<Tensor> xs, int axis) {
        return Joining.stack(xs, axis);
    }
}
