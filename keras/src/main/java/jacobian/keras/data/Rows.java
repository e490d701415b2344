package jacobian.keras.data;

import jacobian.engine.backend.Buffer;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Many rows of one element type and shape, one after the other in one block of memory: a column of a data set.
///
/// @param type element type and shape of one row
/// @param count how many rows there are
/// @param elements the rows, each row-major in native byte order; a mapped file will do
public record Rows(TensorType type, long count, MemorySegment elements) {
    public Rows {
        long bytes = count * type.shape().size() * type.dtype().bytes();
        if (count <= 0) {
            throw new IllegalArgumentException("a data set has no rows: it needs at least one");
        }
        if (elements.byteSize() < bytes) {
            throw new ShapeException(count + " rows of " + type + " need " + bytes + " bytes, but "
                    + elements.byteSize() + " are given");
        }
    }

    /// The rows of a tensor, whose axis 0 counts them. The values are computed, and copied where they do not
    /// lie in the machine's memory.
    public static Rows of(Tensor tensor) {
        if (tensor.rank() == 0) {
            throw new ShapeException(
                    "a data set cannot take the scalar " + tensor.type() + ": axis 0 must count the rows");
        }
        var buffer = tensor.buffer();
        var type = buffer.type();
        var row = type.withShape(type.shape().range(1, type.shape().rank()).fixed());
        return new Rows(row, type.shape().size(0), buffer.memory().orElseGet(() -> copy(buffer)));
    }

    private static MemorySegment copy(Buffer buffer) {
        var type = buffer.type();
        var elements =
                Arena.ofAuto().allocate(type.shape().size() * type.dtype().bytes(), 64);
        buffer.read(elements);
        return elements;
    }

    /// One row for each element: of an array (`int[]` gives int32 rows, `float[]`, `double[]` and `float[][]`
    /// float32,
    /// `byte[][]`
    /// uint8), of a collection of numbers or arrays, of a tensor. All elements must have one shape.
    public static Rows of(Object values) {
        return switch (values) {
            case Rows rows -> rows;
            case Tensor tensor -> of(tensor);
            case Collection<?> collection -> of(collection.stream());
            case Object[] array -> of(Arrays.stream(array));
            default -> ofNumbers(values);
        };
    }

    private static Rows ofNumbers(Object array) {
        var type = RowFormat.type(array);
        if (type.shape().rank() == 0) {
            throw new ShapeException("a data set cannot take the number " + array + ": give one row for each example");
        }
        var elements = Arena.ofAuto()
                .allocate(Math.max(type.shape().size(), 1) * type.dtype().bytes(), 64);
        RowFormat.write(array, type, elements, 0, 0);
        return new Rows(type.withShape(Shape.scalar()), type.shape().size(0), elements);
    }

    private static Rows of(Stream<?> values) {
        var builder = new RowsBuilder();
        values.forEach(builder::add);
        return builder.build();
    }

    /// The size of one row in bytes.
    public long rowBytes() {
        return type.shape().size() * type.dtype().bytes();
    }

    /// Copies the rows with these numbers, `indices[from]` to `indices[from + count - 1]`, to the start of
    /// `target`.
    void gather(int[] indices, int from, int count, MemorySegment target) {
        long bytes = rowBytes();
        int i = 0;
        while (i < count) {
            int run = run(indices, from + i, count - i);
            MemorySegment.copy(elements, indices[from + i] * bytes, target, i * bytes, run * bytes);
            i += run;
        }
    }

    /// As [#gather(int[], int, int, MemorySegment)], into a buffer: makes no object.
    void gather(int[] indices, int from, int count, Buffer target) {
        long bytes = rowBytes();
        int i = 0;
        while (i < count) {
            int run = run(indices, from + i, count - i);
            target.write(i * bytes, elements, indices[from + i] * bytes, run * bytes);
            i += run;
        }
    }

    /// How many rows from `from` on lie one after the other, `most` at the most.
    static int run(int[] indices, int from, int most) {
        int run = 1;
        while (run < most && indices[from + run] == indices[from] + run) {
            run++;
        }
        return run;
    }

    /// Refuses columns of different length, naming both.
    static long commonCount(Map<String, Rows> columns) {
        Map.@Nullable Entry<String, Rows> first = null;
        for (var column : columns.entrySet()) {
            first = first == null ? column : first;
            if (column.getValue().count() != first.getValue().count()) {
                throw new IllegalArgumentException(
                        column.getKey() + " has " + column.getValue().count() + " rows, " + first.getKey() + " has "
                                + first.getValue().count() + ": each example needs one row of both");
            }
        }
        if (first == null) {
            throw new IllegalArgumentException("a data set needs at least one input");
        }
        return first.getValue().count();
    }

    @Override
    public String toString() {
        return count + " rows of " + type;
    }
}
