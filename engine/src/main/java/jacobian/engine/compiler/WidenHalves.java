package jacobian.engine.compiler;

import jacobian.engine.graph.*;
import jacobian.engine.shape.DType;
import java.util.Optional;

/// Arithmetic on floating types of 16 bits in float32: `add(a, b) -> cast(add(cast(a), cast(b)))`, the inner
/// casts to
/// float32, the outer one back; sums and products so round once, at their end. Only casts to and from float32 and
/// operations that move elements know these types afterwards.
final class WidenHalves implements Rule {
    @Override
    public Optional<Node> apply(Node node) {
        return switch (node.op()) {
            case Cast(var to) -> cast(node.input(0), to);
            case Iota(var type, int axis)
            when type.dtype().isHalf() ->
                Optional.of(
                        Node.of(new Iota(type.withDType(DType.FLOAT32), axis)).cast(type.dtype()));
            case Unary _,
                    Binary _,
                    Comparison _,
                    ScatterAdd _,
                    ScatterAlong _,
                    Reduce _,
                    Cumulative _,
                    Matmul _,
                    Convolution _,
                    ConvolutionInputGradient _,
                    ConvolutionKernelGradient _,
                    Pool _,
                    PoolIndex _,
                    PoolGradient _ -> widen(node);
            case Select _,
                    Bitcast _,
                    Constant _,
                    Input _,
                    Iota _,
                    RandomBits _,
                    Size _,
                    Reshape _,
                    Transpose _,
                    Broadcast _,
                    Slice _,
                    Unslice _,
                    Part _,
                    Pad _,
                    Concat _,
                    Reverse _,
                    Gather _,
                    GatherAlong _,
                    ArgReduce _,
                    ArgSort _,
                    TopK _,
                    StopGradient _,
                    Barrier _,
                    Scan _,
                    Composite _,
                    HostCall _,
                    Pick _ -> Optional.empty();
        };
    }

    /// By way of float32, and before a change of axes: so that one widened copy serves both a matrix and its
    /// transpose.
    private static Optional<Node> cast(Node x, DType to) {
        if (x.dtype().isHalf() && to == DType.FLOAT32 && (x.op() instanceof Transpose || x.op() instanceof Reshape)) {
            return Optional.of(Node.of(x.op(), x.input(0).cast(to)));
        }
        boolean half = x.dtype().isHalf() || to.isHalf();
        boolean done = x.dtype() == DType.FLOAT32 || to == DType.FLOAT32 || x.dtype() == to;
        return half && !done ? Optional.of(x.cast(DType.FLOAT32).cast(to)) : Optional.empty();
    }

    private static Optional<Node> widen(Node node) {
        if (node.inputs().stream().noneMatch(input -> input.dtype().isHalf())) {
            return Optional.empty();
        }
        var inputs = node.inputs().stream()
                .map(input -> input.cast(input.dtype().wide()))
                .toList();
        return Optional.of(Node.of(node.op(), inputs).cast(node.dtype()));
    }
}
