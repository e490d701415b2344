package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.PadMode;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.Arrays;
import java.util.List;

/// Tensors with more around them. The width of a border is `{before, after}` for each axis.
public interface Borders<T extends Operations<T>> extends Operand<T> {
    /// `width` zeros before and after each axis.
    default T pad(int width) {
        var widths = new int[rank()];
        Arrays.fill(widths, width);
        return self().pad(widths, widths);
    }

    /// Zeros around: `widths[i]` is `{before, after}` of axis i.
    default T pad(int[][] widths) {
        return self().pad(side(widths, 0), side(widths, 1));
    }

    /// `value` around: `widths[i]` is `{before, after}` of axis i.
    default T pad(int[][] widths, double value) {
        var inside = constant(1, DType.BOOL).broadcastTo(shape());
        var x = self();
        return inside.pad(widths)
                .select(x.pad(widths), Arithmetic.number(x, value).cast(dtype()));
    }

    /// A border as `mode` says: `widths[i]` is `{before, after}` of axis i.
    default T pad(int[][] widths, PadMode mode) {
        if (mode == PadMode.CONSTANT) {
            return pad(widths);
        }
        side(widths, 0);
        var x = self();
        for (int axis = 0; axis < rank(); axis++) {
            if (widths[axis][0] != 0 || widths[axis][1] != 0) {
                x = x.apply(new Gather(axis), List.of(x, mirrored(axis, widths[axis], mode)));
            }
        }
        return x;
    }

    private T mirrored(int axis, int[] width, PadMode mode) {
        int size = shape().size(axis);
        if (size < 1) {
            throw new ShapeException("cannot mirror axis " + axis + " of " + shape() + ": needs a known size above 0");
        }
        int edge = mode == PadMode.SYMMETRIC ? 1 : 0;
        int period = Math.max(1, 2 * size - 2 + 2 * edge);
        var type = new TensorType(DType.INT32, Shape.of(width[0] + size + width[1]));
        var place = self().apply(new Iota(type, 0), List.of())
                .subtract(constant(width[0], DType.INT32))
                .mod(constant(period, DType.INT32));
        return place.minimum(constant(period - edge, DType.INT32).subtract(place));
    }

    private int[] side(int[][] widths, int side) {
        if (widths.length != rank()) {
            throw new ShapeException("cannot pad " + shape() + " by " + widths.length
                    + " pairs of widths: needs {before, after} for each axis");
        }
        var chosen = new int[widths.length];
        for (int axis = 0; axis < chosen.length; axis++) {
            if (widths[axis].length != 2) {
                throw new ShapeException("cannot pad axis " + axis + " of " + shape() + " by " + widths[axis].length
                        + " widths: needs {before, after}");
            }
            chosen[axis] = widths[axis][side];
        }
        return chosen;
    }
}
