package jacobian.engine.tensor;

import jacobian.engine.backend.Buffer;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.ShapeException;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Ways to read numbers out: each computes what is pending, copies, and converts.
public interface Values {
    /// The value itself.
    Buffer buffer();

    /// All elements in row-major order as float.
    default float[] floats() {
        var doubles = doubles();
        var floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    /// All elements in row-major order as double; int64 beyond 2^53 is rounded.
    default double[] doubles() {
        var elements = Elements.copy(buffer());
        var values = new double[Math.toIntExact(buffer().type().shape().size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = Elements.get(elements, buffer().type().dtype(), i);
        }
        return values;
    }

    /// All elements in row-major order as int, truncated towards zero.
    default int[] ints() {
        var doubles = doubles();
        var ints = new int[doubles.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) doubles[i];
        }
        return ints;
    }

    /// All elements of an int64 tensor in row-major order, exactly.
    default long[] longs() {
        var buffer = buffer();
        if (buffer.type().dtype() != DType.INT64) {
            throw new DTypeException("longs() of " + buffer.type() + ": needs int64 (cast it first)");
        }
        return Elements.copy(buffer).toArray(ValueLayout.JAVA_LONG_UNALIGNED);
    }

    /// The rows of a matrix.
    default float[][] floats2d() {
        var shape = buffer().type().shape();
        if (shape.rank() != 2) {
            throw new ShapeException("floats2d() of " + shape + ": needs two axes");
        }
        var flat = floats();
        int columns = shape.size(1);
        var rows = new float[shape.size(0)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * columns, (i + 1) * columns);
        }
        return rows;
    }

    /// The only element.
    default double item() {
        var shape = buffer().type().shape();
        if (shape.size() != 1) {
            throw new ShapeException("item() of " + shape + ": needs exactly one element");
        }
        return Elements.get(Elements.copy(buffer()), buffer().type().dtype(), 0);
    }
}
