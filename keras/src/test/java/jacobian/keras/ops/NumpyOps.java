package jacobian.keras.ops;

import jacobian.engine.tensor.Tensor;

/// What the NumPy part of `keras.ops` is here.
final class NumpyOps {
    private NumpyOps() {}

    static OpTable elementwise() {
        return new OpTable()
                .unary("arccos", Tensor::arccos)
                .binary("arctan2", Tensor::arctan2)
                .binary("add", Tensor::add)
                .binary("logical_and", Tensor::logicalAnd)
                .binary("bitwise_xor", Tensor::bitwiseXor)
                .binary("right_shift", Tensor::rightShift);
    }

    static OpTable joining() {
        return new OpTable()
                .one("concatenate", (in, args) -> Tensor.concatenate(in, args.integer("axis", 0)))
                .one("stack", (in, args) -> Tensor.stack(in, args.integer("axis", 0)))
                .of(
                        "sum",
                        (x, args) -> args.flag("keepdims") ? x.sumKeep(args.ints("axis")) : x.sum(args.ints("axis")));
    }
}
