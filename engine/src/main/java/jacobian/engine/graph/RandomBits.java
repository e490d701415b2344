package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/// 32 random bits for each element, as int32, from the counter-based generator Threefry-2x32 with 20 rounds
/// (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011).
///
/// Inputs: key and counter, int64 scalars. Element `i` (linear index) is word `(i % 32) / 16` of the block
/// whose number is `counter + 16 * (i / 32) + i % 16`; the block's two counter words are the low and high
/// halves of that number, the two key words the low and high halves of the key. So bits depend on key, counter
/// and index alone.
public record RandomBits(Shape shape) implements Op {
    @Override
    public TensorType type(List<Node> inputs) {
        for (var input : inputs) {
            if (input.dtype() != DType.INT64 || input.rank() != 0) {
                throw new DTypeException("random bits need int64 scalars as key and counter, not " + input.type());
            }
        }
        return new TensorType(DType.INT32, shape);
    }

    @Override
    public boolean differentiable(int input) {
        return false;
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return Op.none(this);
    }

    @Override
    public Op mapDims(UnaryOperator<Dim> change) {
        return new RandomBits(shape.map(change));
    }
}
