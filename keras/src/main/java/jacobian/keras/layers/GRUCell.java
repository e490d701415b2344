package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.activations.Activations;
import jacobian.keras.config.Setting;
import java.util.List;

/// One step of [GRU] (Cho et al., "Learning phrase representations using RNN encoder-decoder", 2014). With `a =
/// x kernel + bias` and `b = h recurrent_kernel + recurrent bias`, whose columns are the gates z, r and h, `s`
/// the recurrent activation and `t` the activation: `z = s(a_z + b_z)`, `r = s(a_r + b_r)` and `h' = z h + (1 -
/// z) t(a_h + r b_h)`. Without [#resetAfter] there is one bias and `r` is applied to `h` before its kernel is.
///
/// | | shape |
/// |---|---|
/// | step | `(batch, features)` |
/// | state h, output | `(batch, units)` |
/// | kernel | `(features, 3 units)` |
/// | recurrent_kernel | `(units, 3 units)` |
/// | bias | `(2, 3 units)`, without reset after `(3 units,)` |
public final class GRUCell extends GatedCell<GRUCell> {
    private final Setting<ActivationFunction> recurrentActivation =
            setting("recurrent_activation", ActivationFunction.class, Activations.SIGMOID);
    private final Setting<Boolean> resetAfter = setting("reset_after", true);

    public GRUCell(int units) {
        super(units, 3);
    }

    /// Sets what is applied to the gates; `SIGMOID` unless set.
    public GRUCell recurrentActivation(ActivationFunction recurrentActivation) {
        return set(this.recurrentActivation, recurrentActivation);
    }

    /// Sets whether the reset gate is applied after the kernel of the state; it is unless set.
    public GRUCell resetAfter(boolean resetAfter) {
        return set(this.resetAfter, resetAfter);
    }

    @Override
    public List<Integer> stateSize() {
        return List.of(units());
    }

    @Override
    Shape biasShape() {
        return value(resetAfter) ? Shape.of(2, 3 * units()) : Shape.of(3 * units());
    }

    @Override
    Tensor inputBias() {
        return value(resetAfter) ? weight("bias").at(0, 0) : weight("bias");
    }

    @Override
    List<Tensor> next(Tensor projected, List<Tensor> states, List<Tensor> noise) {
        var h = states.get(0);
        var sigma = value(recurrentActivation);
        var inner = value(resetAfter) ? all(h, noise) : updateAndReset(h, noise);
        var update = sigma.apply(gate(projected, 0).add(gate(inner, 0)));
        var reset = sigma.apply(gate(projected, 1).add(gate(inner, 1)));
        var recurrent = value(resetAfter) ? reset.multiply(gate(inner, 2)) : candidate(reset.multiply(h), noise);
        var candidate = value(common.activation).apply(gate(projected, 2).add(recurrent));
        var one = update.constant(1, update.dtype());
        var next = update.multiply(h).add(one.subtract(update).multiply(candidate));
        return List.of(next, next);
    }

    private Tensor all(Tensor h, List<Tensor> noise) {
        var product = recurrent(h, weight("recurrent_kernel"), noise);
        return value(common.useBias) ? product.add(weight("bias").at(0, 1)) : product;
    }

    private Tensor updateAndReset(Tensor h, List<Tensor> noise) {
        var kernel = weight("recurrent_kernel").range(-1, 0, 2 * units());
        return recurrent(h, kernel, noise.isEmpty() ? noise : noise.subList(0, 2));
    }

    private Tensor candidate(Tensor h, List<Tensor> noise) {
        return recurrent(h, gate(weight("recurrent_kernel"), 2), noise.isEmpty() ? noise : noise.subList(2, 3));
    }
}
