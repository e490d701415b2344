package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.TensorType;

/// The rule for index operands.
final class Indices {
    private Indices() {}

    static void require(String what, TensorType indices) {
        if (indices.dtype() != DType.INT32) {
            throw new DTypeException(what + " takes int32 indices, not " + indices + ": cast them");
        }
    }
}
