package jacobian.keras.data;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.util.ArrayList;

/// How Java values become rows of elements: which type they have, and how they are written into memory.
final class RowFormat {
    private RowFormat() {}

    /// Element type and shape of one row.
    static TensorType type(Object value) {
        if (value instanceof Tensor tensor) {
            var type = tensor.buffer().type();
            return type.withShape(type.shape().fixed());
        }
        var sizes = new ArrayList<Integer>();
        var each = value;
        while (each.getClass().isArray() && !(each.getClass().getComponentType().isPrimitive())) {
            sizes.add(Array.getLength(each));
            if (Array.getLength(each) == 0) {
                throw new ShapeException(
                        "a row holds an empty " + each.getClass().getSimpleName() + ": its shape cannot be told");
            }
            each = Array.get(each, 0);
        }
        if (each.getClass().isArray()) {
            sizes.add(Array.getLength(each));
        }
        return new TensorType(
                dtype(each), Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray()));
    }

    private static DType dtype(Object value) {
        return switch (value) {
            case Float _, Double _, float[] _, double[] _ -> DType.FLOAT32;
            case Integer _, Short _, int[] _, short[] _ -> DType.INT32;
            case Long _, long[] _ -> DType.INT64;
            case Byte _, byte[] _ -> DType.UINT8;
            case Boolean _, boolean[] _ -> DType.BOOL;
            default ->
                throw new DTypeException("a row cannot be made of "
                        + value.getClass().getTypeName() + ": use a number, an array of numbers or a tensor");
        };
    }

    /// Writes `value`, whose type is `type`, at `offset`; row number `row` is for the message when it has another
    /// type.
    static void write(Object value, TensorType type, MemorySegment target, long offset, long row) {
        var given = type(value);
        if (given.dtype() != type.dtype() || !given.shape().equals(type.shape())) {
            throw new ShapeException("row " + row + " is " + given + ", row 0 is " + type + ": rows must be alike");
        }
        if (value instanceof Tensor tensor) {
            tensor.buffer().read(target.asSlice(offset));
        } else {
            write(value, type.shape(), 0, target, offset, row);
        }
    }

    /// Writes what lies below axis `axis` and returns the offset behind it.
    private static long write(Object value, Shape shape, int axis, MemorySegment target, long offset, long row) {
        if (axis < shape.rank() && Array.getLength(value) != shape.size(axis)) {
            throw new ShapeException("row " + row + " is ragged: axis " + axis + " has " + Array.getLength(value)
                    + " and " + shape.size(axis) + " elements (pad it to one length)");
        }
        if (value instanceof Object[] parts) {
            long next = offset;
            for (var part : parts) {
                next = write(part, shape, axis + 1, target, next, row);
            }
            return next;
        }
        return offset + leaf(value, target, offset);
    }

    /// Writes a number or an array of numbers and returns how many bytes it took.
    private static long leaf(Object value, MemorySegment target, long offset) {
        return switch (value) {
            case float[] floats -> copy(MemorySegment.ofArray(floats), target, offset);
            case int[] ints -> copy(MemorySegment.ofArray(ints), target, offset);
            case long[] longs -> copy(MemorySegment.ofArray(longs), target, offset);
            case byte[] bytes -> copy(MemorySegment.ofArray(bytes), target, offset);
            case double[] doubles -> copy(MemorySegment.ofArray(floats(doubles)), target, offset);
            case short[] shorts -> copy(MemorySegment.ofArray(ints(shorts)), target, offset);
            case boolean[] booleans -> copy(MemorySegment.ofArray(bytes(booleans)), target, offset);
            default -> number(value, target, offset);
        };
    }

    private static long number(Object value, MemorySegment target, long offset) {
        switch (value) {
            case Float _, Double _ ->
                target.set(ValueLayout.JAVA_FLOAT_UNALIGNED, offset, ((Number) value).floatValue());
            case Integer _, Short _ -> target.set(ValueLayout.JAVA_INT_UNALIGNED, offset, ((Number) value).intValue());
            case Long number -> target.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, number);
            case Byte number -> target.set(ValueLayout.JAVA_BYTE, offset, number);
            case Boolean truth -> target.set(ValueLayout.JAVA_BYTE, offset, (byte) (truth ? 1 : 0));
            default -> dtype(value);
        }
        return dtype(value).bytes();
    }

    private static long copy(MemorySegment source, MemorySegment target, long offset) {
        MemorySegment.copy(source, 0, target, offset, source.byteSize());
        return source.byteSize();
    }

    private static float[] floats(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static int[] ints(short[] values) {
        var ints = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            ints[i] = values[i];
        }
        return ints;
    }

    private static byte[] bytes(boolean[] values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return bytes;
    }
}
