package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.List;
import java.util.stream.DoubleStream;

/// `x * scale + offset`: `new Rescaling(1.0 / 255)` brings pixels into 0 to 1.
///
/// Input and output have the same shape; whole numbers become floating ones.
public final class Rescaling extends FluentLayer<Rescaling> {
    private final Setting<List<Double>> scale =
            this.<List<Double>>required("scale", List.class).elements(Double.class);
    private final Setting<List<Double>> offset = setting("offset", List.of(0.0));

    /// One factor for all values, or one for each position along the last axis.
    public Rescaling(double... scale) {
        set(this.scale, DoubleStream.of(scale).boxed().toList());
    }

    /// Sets what is added: one number, or one for each position along the last axis; 0 unless set.
    public Rescaling offset(double... offset) {
        return set(this.offset, DoubleStream.of(offset).boxed().toList());
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        var floating = x.cast(computeDtype());
        return floating.multiply(numbers(x, value(scale))).add(numbers(x, value(offset)));
    }

    private Tensor numbers(Tensor x, List<Double> numbers) {
        if (numbers.size() == 1) {
            return x.constant(numbers.get(0), computeDtype());
        }
        var values = numbers.stream().mapToDouble(Double::doubleValue).toArray();
        return Tensor.float64(values).cast(computeDtype()).reshape(Shape.of(values.length));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
