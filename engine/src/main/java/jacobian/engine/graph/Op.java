package jacobian.engine.graph;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/// A primitive operation: pure, stateless, equal by its attributes.
///
/// Each member states in one place what type its result has and what its gradient is, written with the same
/// operations,
/// so that gradients of gradients come free. A back end lowers the family in one exhaustive `switch`.
public sealed interface Op
        permits Unary,
                Binary,
                Comparison,
                Select,
                Cast,
                Bitcast,
                Constant,
                Input,
                Iota,
                RandomBits,
                Size,
                Reshape,
                Transpose,
                Broadcast,
                Slice,
                Unslice,
                Part,
                Pad,
                Concat,
                Reverse,
                Gather,
                ScatterAdd,
                GatherAlong,
                ScatterAlong,
                Reduce,
                ArgReduce,
                Cumulative,
                ArgSort,
                TopK,
                Matmul,
                Convolution,
                ConvolutionInputGradient,
                ConvolutionKernelGradient,
                Pool,
                PoolIndex,
                PoolGradient,
                StopGradient,
                Barrier,
                Scan,
                Composite,
                HostCall,
                Pick {

    /// The type of the result; throws where the inputs do not fit, in words the caller understands.
    TensorType type(List<Node> inputs);

    /// The types of all results; only [Scan], [Composite] and [HostCall] have other than one.
    default List<TensorType> types(List<Node> inputs) {
        return List.of(type(inputs));
    }

    /// Whether a gradient flows to input number `input`.
    default boolean differentiable(int input) {
        return true;
    }

    /// The gradient that `upstream`, the gradient of a scalar with respect to `node`, gives input number `input`.
    Node gradient(int input, Node node, Node upstream);

    /// The gradients of an operation with several results: one for each differentiable input, `upstreams` one for
    /// each result.
    default List<Node> gradients(Node node, List<Node> upstreams) {
        return Op.noneOf(this);
    }

    /// This operation with every dimension among its attributes replaced.
    default Op mapDims(UnaryOperator<Dim> change) {
        return this;
    }

    private static List<Node> noneOf(Op op) {
        throw new IllegalStateException(op + " has one result: ask for its gradient by input");
    }

    /// For operations through which no gradient flows.
    static Node none(Op op) {
        throw new IllegalStateException(op + " has no gradient");
    }
}
