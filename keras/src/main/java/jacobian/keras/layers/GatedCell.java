package jacobian.keras.layers;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;

/// What [SimpleRNNCell], [LSTMCell] and [GRUCell] have in common: kernels that are matrices.
abstract sealed class GatedCell<C extends GatedCell<C>> extends RecurrentCell<C>
        permits SimpleRNNCell, LSTMCell, GRUCell {
    private final Setting<Integer> units = required("units", Integer.class);
    /// Bytes of kernels that are worth reading in every step.
    private static final long LARGEST_JOINED = 512 << 10;

    private final int gates;

    GatedCell(int units, int gates) {
        super(gates);
        this.gates = gates;
        set(this.units, Checks.positive("units", units));
    }

    final int units() {
        return value(units);
    }

    @Override
    final int width() {
        return units();
    }

    @Override
    final Shape kernelFor(Shape step) {
        if (step.rank() != 1 || !step.dim(0).isKnown()) {
            throw new ShapeException(
                    this + " cannot take steps of " + step + "\n  needs  (features,) with a known number of features");
        }
        return Shape.of(step.size(0), gates * units());
    }

    @Override
    final Shape recurrentKernel() {
        return Shape.of(units(), gates * units());
    }

    /// Whether both kernels, read in every step, stay in the second-level cache of a core. In float32 alone: in
    /// types of 16 bits Keras rounds each product.
    final boolean kernelsStayClose() {
        long elements = weight("kernel").size() + weight("recurrent_kernel").size();
        return computeDtype() == DType.FLOAT32 && elements * DType.FLOAT32.bytes() <= LARGEST_JOINED;
    }

    @Override
    final Tensor inputProduct(Tensor x, Tensor kernel) {
        return x.matmul(kernel);
    }

    @Override
    final Tensor recurrentProduct(Tensor h, Tensor kernel) {
        return h.matmul(kernel);
    }

    /// As in Keras, a dropout of the state lets each gate have one of its own for the input too.
    @Override
    final boolean dropsSeparately() {
        return value(common.recurrentDropout) > 0;
    }
}
