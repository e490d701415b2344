package jacobian.engine.reference;

import jacobian.engine.graph.Constant;
import jacobian.engine.graph.Iota;
import jacobian.engine.graph.Size;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;

/// Values that come from the graph itself.
final class Leaves {
    private Leaves() {}

    static Values constant(Constant op) {
        return scalar(new TensorType(op.dtype(), Shape.scalar()), op.value());
    }

    private static Values scalar(TensorType type, double value) {
        var result = Values.of(type);
        if (result.floating()) {
            result.set(0, value);
        } else {
            result.set(0, (long) value);
        }
        return result;
    }

    static Values iota(Iota op) {
        var result = Values.of(op.of());
        Index.each(op.of().shape(), (i, index) -> {
            if (result.floating()) {
                result.set(i, (double) index[op.axis()]);
            } else {
                result.set(i, (long) index[op.axis()]);
            }
        });
        return result;
    }

    static Values size(Size op, Values x) {
        long size = 1;
        for (int axis : op.axes()) {
            size *= x.shape().size(axis);
        }
        return scalar(new TensorType(op.dtype(), Shape.scalar()), size);
    }
}
