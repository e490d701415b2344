package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;

/// By how much predictions fall short of a margin of 1 on the side of their target.
final class Margins {
    private Margins() {}

    /// max(1 - yTrue yPred, 0).
    static Tensor of(Tensor yTrue, Tensor yPred) {
        var zero = Loss.constant(yPred, 0);
        var one = Loss.constant(yPred, 1);
        var binary = yTrue.equal(zero).logicalOr(yTrue.equal(one)).all();
        var signs = binary.select(Loss.scaled(yTrue, 2).subtract(one), yTrue);
        return one.subtract(signs.multiply(yPred)).maximum(zero);
    }
}
