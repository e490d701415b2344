package jacobian.engine.tensor;

import jacobian.engine.execution.Programs;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;

/// Tensors made from Java values.
final class Literals {
    private Literals() {}

    static Tensor of(TensorType type, MemorySegment elements) {
        var fixed = type.withShape(type.shape().fixed());
        long bytes = fixed.shape().size() * type.dtype().bytes();
        if (elements.byteSize() < bytes) {
            throw new ShapeException(type + " needs " + fixed.shape().size() + " elements, but "
                    + elements.byteSize() / type.dtype().bytes() + " are given");
        }
        var buffer = Programs.standard().backend().allocate(fixed);
        buffer.write(elements);
        return Tensor.held(buffer, fixed.withShape(fixed.shape().batched()));
    }

    private static Tensor of(DType dtype, Shape shape, MemorySegment elements, int given) {
        if (shape.size() != given) {
            throw new ShapeException(
                    "shape " + shape + " needs " + shape.size() + " values, but " + given + " are given");
        }
        return of(new TensorType(dtype, shape), elements);
    }

    static Tensor of(Shape shape, float[] values) {
        return of(DType.FLOAT32, shape, MemorySegment.ofArray(values), values.length);
    }

    static Tensor of(Shape shape, int[] values) {
        return of(DType.INT32, shape, MemorySegment.ofArray(values), values.length);
    }

    static Tensor of(Shape shape, long[] values) {
        return of(DType.INT64, shape, MemorySegment.ofArray(values), values.length);
    }

    static Tensor of(DType dtype, int size, double[] values) {
        return of(dtype, Shape.of(size), values);
    }

    static Tensor of(DType dtype, Shape shape, double[] values) {
        return of(dtype, shape, MemorySegment.ofArray(Elements.encode(dtype, values)), values.length);
    }

    static Tensor of(DType dtype, double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        var flat = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            checkRow(i, rows[i].length, columns);
            System.arraycopy(rows[i], 0, flat, i * columns, columns);
        }
        return of(dtype, Shape.of(rows.length, columns), flat);
    }

    static Tensor of(int[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        var flat = new int[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            checkRow(i, rows[i].length, columns);
            System.arraycopy(rows[i], 0, flat, i * columns, columns);
        }
        return of(Shape.of(rows.length, columns), flat);
    }

    private static void checkRow(int row, int length, int columns) {
        if (length != columns) {
            throw new ShapeException(
                    "row " + row + " has " + length + " values, row 0 has " + columns + ": rows must be equally long");
        }
    }

    static Tensor scalar(double value, DType dtype) {
        return of(dtype, Shape.scalar(), MemorySegment.ofArray(Elements.encode(dtype, value)), 1);
    }
}
