package jacobian.keras.saving;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.FileMemory;
import jacobian.engine.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The types of elements in array files, and the type each becomes here. A whole number of a type that tensors do
/// not have becomes the next wider one, exactly; `uint64` becomes `int64` where each value fits.
public enum StoredType {
    BOOL(DType.BOOL, 1, "b1", "BOOL"),
    INT8(DType.INT32, 1, "i1", "I8"),
    UINT8(DType.UINT8, 1, "u1", "U8"),
    INT16(DType.INT32, 2, "i2", "I16"),
    UINT16(DType.INT32, 2, "u2", "U16"),
    INT32(DType.INT32, 4, "i4", "I32"),
    UINT32(DType.INT64, 4, "u4", "U32"),
    INT64(DType.INT64, 8, "i8", "I64"),
    UINT64(DType.INT64, 8, "u8", "U64"),
    FLOAT16(DType.FLOAT16, 2, "f2", "F16"),
    /// NumPy has no name for it; the package ml_dtypes writes it as two bytes without meaning.
    BFLOAT16(DType.BFLOAT16, 2, "V2", "BF16"),
    FLOAT32(DType.FLOAT32, 4, "f4", "F32"),
    FLOAT64(DType.FLOAT64, 8, "f8", "F64");

    private static final int MOST_AXES = 64;

    private final DType dtype;
    private final int bytes;
    private final String numpy;
    private final String safetensors;

    StoredType(DType dtype, int bytes, String numpy, String safetensors) {
        this.dtype = dtype;
        this.bytes = bytes;
        this.numpy = numpy;
        this.safetensors = safetensors;
    }

    /// The type of a tensor of such elements.
    public DType dtype() {
        return dtype;
    }

    /// Width of an element in a file.
    public int bytes() {
        return bytes;
    }

    /// NumPy's name without the order of bytes, such as `f4`.
    public String numpy() {
        return numpy;
    }

    /// The name in safetensors files, such as `F32`.
    public String safetensors() {
        return safetensors;
    }

    /// The type whose elements are kept as they are in tensors of `dtype`.
    public static StoredType of(DType dtype) {
        return valueOf(dtype.name());
    }

    static Optional<StoredType> ofNumpy(String name) {
        return Arrays.stream(values()).filter(each -> each.numpy.equals(name)).findFirst();
    }

    static Optional<StoredType> ofSafetensors(String name) {
        return Arrays.stream(values())
                .filter(each -> each.safetensors.equals(name))
                .findFirst();
    }

    /// A shape of sizes that a file gives.
    static Shape shape(long... sizes) {
        if (sizes.length > MOST_AXES) {
            throw new RefusedFileException("an array of " + sizes.length + " axes: at most " + MOST_AXES + " can be");
        }
        for (long size : sizes) {
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw new RefusedFileException("an array of shape " + Arrays.toString(sizes) + ": a size is between 0"
                        + " and " + Integer.MAX_VALUE);
            }
        }
        return Shape.of(Arrays.stream(sizes).mapToInt(size -> (int) size).toArray());
    }

    /// How many bytes an array of `shape` has in a file.
    long bytes(Shape shape) {
        try {
            long count = 1;
            for (int size : shape.sizes()) {
                count = Math.multiplyExact(count, size);
            }
            return Math.multiplyExact(count, bytes);
        } catch (ArithmeticException e) {
            throw new RefusedFileException("an array of shape " + shape + " has more elements than can be counted", e);
        }
    }

    /// The array of `shape` whose elements begin at byte `offset` of `file`, where they all are. It lies in the
    /// file's memory where that can be.
    Tensor tensor(FileMemory file, long offset, Shape shape, ByteOrder order) {
        var type = new TensorType(dtype, shape);
        if (isKept(order)) {
            return file.tensor(type, offset);
        }
        return Tensor.of(type, decode(file.bytes().asSlice(offset, bytes(shape)), order));
    }

    /// As above, for elements in memory that may change: the tensor has a copy.
    Tensor tensor(MemorySegment elements, Shape shape, ByteOrder order) {
        return Tensor.of(new TensorType(dtype, shape), isKept(order) ? elements : decode(elements, order));
    }

    /// Whether elements are the same bytes in a tensor. Truths are not: a tensor has no byte but 0 and 1 for
    /// them.
    private boolean isKept(ByteOrder order) {
        return this != BOOL && dtype.name().equals(name()) && (bytes == 1 || order == ByteOrder.nativeOrder());
    }

    private MemorySegment decode(MemorySegment from, ByteOrder order) {
        long count = from.byteSize() / bytes;
        var to = Arena.ofAuto().allocate(Math.max(1, count * dtype.bytes()), dtype.bytes());
        var shorts = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
        var ints = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
        var longs = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
        for (long i = 0; i < count; i++) {
            switch (this) {
                case BOOL -> to.set(ValueLayout.JAVA_BYTE, i, (byte) (from.get(ValueLayout.JAVA_BYTE, i) != 0 ? 1 : 0));
                case INT8 -> to.set(ValueLayout.JAVA_INT, 4 * i, from.get(ValueLayout.JAVA_BYTE, i));
                case UINT8 -> to.set(ValueLayout.JAVA_BYTE, i, from.get(ValueLayout.JAVA_BYTE, i));
                case INT16 -> to.set(ValueLayout.JAVA_INT, 4 * i, from.get(shorts, 2 * i));
                case UINT16 -> to.set(ValueLayout.JAVA_INT, 4 * i, from.get(shorts, 2 * i) & 0xffff);
                case UINT32 -> to.set(ValueLayout.JAVA_LONG, 8 * i, from.get(ints, 4 * i) & 0xffffffffL);
                case UINT64 -> to.set(ValueLayout.JAVA_LONG, 8 * i, signed(from.get(longs, 8 * i)));
                case FLOAT16, BFLOAT16 -> to.set(ValueLayout.JAVA_SHORT, 2 * i, from.get(shorts, 2 * i));
                case INT32, FLOAT32 -> to.set(ValueLayout.JAVA_INT, 4 * i, from.get(ints, 4 * i));
                case INT64, FLOAT64 -> to.set(ValueLayout.JAVA_LONG, 8 * i, from.get(longs, 8 * i));
            }
        }
        return to;
    }

    private static long signed(long value) {
        if (value < 0) {
            throw new RefusedFileException("an array of uint64 holds " + Long.toUnsignedString(value)
                    + ", which int64 does not: save it as float64 or as int64");
        }
        return value;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
