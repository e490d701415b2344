package jacobian.engine.tensor;

import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;

/// An operand of a [HostOperation] while it runs: row-major elements read and written as Java numbers.
///
/// @param type element type and shape, all sizes known
/// @param elements the memory itself, in native byte order; only results may be written
public record HostArray(TensorType type, MemorySegment elements) {
    /// The number of elements.
    public int size() {
        return Math.toIntExact(type.shape().size());
    }

    /// Element number `index`, counted row by row.
    public double get(long index) {
        return Elements.get(elements, type.dtype(), index);
    }

    /// Replaces element number `index`; `value` is rounded to the element type.
    public void set(long index, double value) {
        Elements.set(elements, type.dtype(), index, value);
    }

    /// A copy of all elements.
    public double[] doubles() {
        return doubles(0, size());
    }

    /// A copy of `count` elements from number `from` on.
    public double[] doubles(long from, int count) {
        return Elements.get(elements, type.dtype(), from, count);
    }

    /// Replaces all elements.
    public void set(double... values) {
        if (values.length != size()) {
            throw new ShapeException(type + " takes " + size() + " values, but " + values.length + " are given");
        }
        set(0, values);
    }

    /// Replaces as many elements as `values` has, from number `from` on.
    public void set(long from, double... values) {
        Elements.set(elements, type.dtype(), from, values);
    }
}
