package jacobian.keras.layers;

import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.ArrayList;
import java.util.List;

/// A layer applied to each step of a sequence, with the same weights.
///
/// | | shape |
/// |---|---|
/// | input | `(batch, steps, ...)` |
/// | output | `(batch, steps, ...)`, what the layer makes of `(batch, ...)` |
///
/// ```java
/// new TimeDistributed(new Conv2D(8, 3)) // each image of a film
/// ```
///
/// The layer sees all steps of all examples as one batch: of that, and not of one step, are the statistics that
/// a [BatchNormalization] inside takes in training. A mask of the steps is one of the result; one of more than
/// two axes goes to the layer too.
public final class TimeDistributed extends FluentLayer<TimeDistributed> {
    private final Setting<Layer> layer = required("layer", Layer.class);

    public TimeDistributed(Layer layer) {
        set(this.layer, layer);
    }

    @Override
    protected void buildFrom(List<TensorType> inputs) {
        var type = inputs.get(0);
        if (type.shape().rank() < 3) {
            throw new ShapeException(this + " cannot take " + type.shape() + "\n  needs  (batch, steps, ...)");
        }
        var inner = track("layer", value(layer));
        if (!isTrainable()) {
            inner.setTrainable(false);
        }
        inner.ensureBuilt(List.of(type.withShape(type.shape().without(1))));
    }

    @Override
    protected boolean rebuildsLayers() {
        return true;
    }

    @Override
    protected Tensor call(Tensor x, Call call) {
        call.mask().ifPresent(mask -> check(mask, x));
        var steps = x.flattenAxes(0, 1);
        call.mask().filter(mask -> mask.rank() > 2).ifPresent(mask -> Masks.with(steps, mask.flattenAxes(0, 1)));
        var result = value(layer).apply(steps);
        var dims = new ArrayList<Dim>(x.shape().range(0, 2).dims());
        dims.addAll(result.shape().range(1, result.rank()).dims());
        return result.reshape(Shape.of(dims));
    }

    private void check(Tensor mask, Tensor x) {
        boolean fits = mask.rank() > 1
                && mask.shape().dim(0).agrees(x.shape().dim(0))
                && mask.shape().dim(1).agrees(x.shape().dim(1));
        if (!fits) {
            throw new ShapeException(this + " cannot take a mask of " + mask.shape() + " with " + x.shape()
                    + "\n  needs  (batch, steps), further axes are for the layer inside");
        }
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
