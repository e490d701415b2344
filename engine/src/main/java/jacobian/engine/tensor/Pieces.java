package jacobian.engine.tensor;

import jacobian.engine.graph.Iota;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.Arrays;
import java.util.List;

/// Pieces cut out of tensors and put into them.
final class Pieces {
    private Pieces() {}

    static void checkCount(Tensor x, int num, int axis) {
        int size = x.shape().size(axis);
        if (num < 0 || size != Shape.ANY && size != num) {
            throw new ShapeException("unstack along axis " + axis + " of " + x.type()
                    + (size == Shape.ANY ? " needs num, as the size is not known" : " gives " + size + ", not " + num));
        }
    }

    static Tensor cut(Tensor x, int[] start, int[] shape) {
        checkAxes("slice", x, start.length, shape.length);
        var piece = x;
        for (int axis = 0; axis < shape.length; axis++) {
            int size = x.shape().size(axis);
            int end = shape[axis] == -1 ? Integer.MAX_VALUE : start[axis] + shape[axis];
            boolean beyond = shape[axis] != -1 && size != Shape.ANY && end > size;
            if (start[axis] < 0 || shape[axis] < -1 || beyond || size != Shape.ANY && start[axis] > size) {
                throw new ShapeException("slice from " + Arrays.toString(start) + " of shape " + Arrays.toString(shape)
                        + " does not lie inside " + x.type());
            }
            piece = start[axis] == 0 && shape[axis] == -1 ? piece : piece.range(axis, start[axis], end);
        }
        return piece;
    }

    static Tensor cut(Tensor x, Tensor start, int[] shape) {
        checkAxes("slice", x, start.shape().size(0), shape.length);
        var piece = x;
        for (int axis = 0; axis < shape.length; axis++) {
            var first = inside(start.at(0, axis), x, axis, x.constant(shape[axis], DType.INT32));
            piece = piece.take(Tensor.arange(shape[axis]).add(first), axis);
        }
        return piece;
    }

    /// `start` moved so that `size` indices from it on lie inside `axis` of `x`.
    private static Tensor inside(Tensor start, Tensor x, int axis, Tensor size) {
        var room = x.count(DType.INT32, axis).subtract(size);
        return start.cast(DType.INT32).minimum(room).maximum(room.constant(0, DType.INT32));
    }

    private static void checkAxes(String what, Tensor x, int start, int shape) {
        if (start != x.rank() || shape != x.rank()) {
            throw new ShapeException(what + " of " + x.type() + " needs one start and one size an axis, but got "
                    + start + " and " + shape);
        }
    }

    static Tensor put(Tensor x, int[] start, Tensor updates) {
        checkAxes("sliceUpdate", x, start.length, updates.rank());
        var high = new int[start.length];
        for (int axis = 0; axis < start.length; axis++) {
            int size = x.shape().size(axis);
            int given = updates.shape().size(axis);
            boolean whole = start[axis] == 0
                    && x.shape().dim(axis).equals(updates.shape().dim(axis));
            if (!whole && (size < 0 || given < 0 || start[axis] < 0 || start[axis] + given > size)) {
                throw new ShapeException("sliceUpdate of " + updates.type() + " from " + Arrays.toString(start)
                        + " does not lie inside " + x.type());
            }
            high[axis] = whole ? 0 : size - given - start[axis];
        }
        var values = updates.cast(x.dtype());
        var mask = values.constant(1, DType.INT32).broadcastTo(values.shape()).pad(start, high);
        return mask.cast(DType.BOOL).select(values.pad(start, high), x);
    }

    static Tensor put(Tensor x, Tensor start, Tensor updates) {
        checkAxes("sliceUpdate", x, start.shape().size(0), updates.rank());
        var values = updates.cast(x.dtype());
        var inside = x.constant(1, DType.BOOL).broadcastTo(x.shape());
        for (int axis = 0; axis < x.rank(); axis++) {
            var size = updates.count(DType.INT32, axis);
            var dim = x.shape().dim(axis);
            var type = new TensorType(DType.INT32, Shape.of(List.of(dim)));
            var at = x.apply(new Iota(type, 0), List.of()).subtract(inside(start.at(0, axis), x, axis, size));
            var zero = at.constant(0, DType.INT32);
            var hit = at.greaterEqual(zero).logicalAnd(at.less(size));
            values = values.take(at.minimum(size.subtract(1)).maximum(zero), axis);
            for (int i = axis + 1; i < x.rank(); i++) {
                hit = hit.expandDims(-1);
            }
            inside = inside.logicalAnd(hit);
        }
        return inside.select(values, x);
    }

    static Tensor sequences(Tensor x, int length, int stride) {
        int size = x.rank() == 0 ? -1 : x.shape().size(-1);
        if (size < length || length < 1 || stride < 1) {
            throw new ShapeException("extractSequences of length " + length + " and stride " + stride + " from "
                    + x.type() + ": both are 1 or more, and the last axis is known and at least as long");
        }
        var at = new int[(size - length) / stride + 1][length];
        for (int i = 0; i < at.length; i++) {
            for (int j = 0; j < length; j++) {
                at[i][j] = i * stride + j;
            }
        }
        return x.take(Tensor.of(at), -1);
    }
}
