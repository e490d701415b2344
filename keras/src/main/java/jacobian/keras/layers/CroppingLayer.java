package jacobian.keras.layers;

import jacobian.engine.shape.Range;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.tensor.Tensor;

/// What croppings of one, two and three spatial axes have in common.
abstract class CroppingLayer<L extends CroppingLayer<L>> extends BorderLayer<L> {
    CroppingLayer(int rank, int standard, int... cropping) {
        super(rank, "cropping", standard, cropping);
    }

    @Override
    protected final Tensor call(Tensor x, Call call) {
        channels().require(this, x.shape());
        var before = cells(0);
        var behind = cells(1);
        var rest = x;
        for (int axis = 1; axis < x.rank(); axis++) {
            if (x.shape().dim(axis).isKnown()
                    && before[axis] + behind[axis] >= x.shape().size(axis)) {
                throw new ShapeException(this + " cannot take " + x.shape() + "\n  axis " + axis + " has "
                        + x.shape().size(axis) + " cells, and all of them would be cut off");
            }
            if (before[axis] + behind[axis] > 0) {
                rest = rest.range(axis, new Range(before[axis], behind[axis] == 0 ? Range.END : -behind[axis], 1));
            }
        }
        return rest;
    }
}
