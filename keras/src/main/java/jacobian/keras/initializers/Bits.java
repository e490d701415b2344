package jacobian.keras.initializers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Seeds;
import jacobian.keras.random.Distributions;
import java.util.OptionalLong;

/// Random bits of an initializer.
final class Bits {
    private Bits() {}

    /// The bits that belong to `seed`, or to another seed at each call where there is none.
    static Tensor of(OptionalLong seed, Shape shape) {
        var key = Tensor.int64(new long[] {seed.orElseGet(Seeds::next)}).reshape(Shape.scalar());
        return Distributions.bits(key, Tensor.scalar(0, DType.INT64), shape);
    }
}
