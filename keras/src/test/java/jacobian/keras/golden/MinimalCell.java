package jacobian.keras.golden;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import jacobian.keras.initializers.GlorotUniform;
import jacobian.keras.layers.Call;
import jacobian.keras.layers.FluentLayer;
import jacobian.keras.layers.RNNCell;
import java.util.List;

/// A user's cell, whose output is not its state.
public final class MinimalCell extends FluentLayer<MinimalCell> implements RNNCell {
    private final Setting<Integer> units = required("units", Integer.class);
    private final Setting<Double> start = setting("start", 0.0);

    public MinimalCell(int units) {
        this(units, 0);
    }

    /// With states that begin with `start`.
    public MinimalCell(int units, double start) {
        set(this.units, units);
        set(this.start, start);
    }

    @Override
    public List<Tensor> initialState(Dim batch, DType dtype) {
        return List.of(Tensor.full(value(start), dtype, Shape.of(List.of(batch, Dim.fixed(value(units))))));
    }

    @Override
    public List<Integer> stateSize() {
        return List.of(value(units));
    }

    @Override
    protected void build(Shape input) {
        weight("kernel", Shape.of(input.size(-1), value(units)), new GlorotUniform());
        weight("recurrent_kernel", Shape.of(value(units), value(units)), new GlorotUniform());
    }

    @Override
    protected List<Tensor> callAll(List<Tensor> inputs, Call call) {
        var h = inputs.get(0)
                .matmul(weight("kernel"))
                .add(inputs.get(1).matmul(weight("recurrent_kernel")))
                .tanh();
        return List.of(h.multiply(2).add(1), h);
    }
}
