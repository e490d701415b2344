package jacobian.keras.saving;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.FileMemory;
import jacobian.engine.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/// What stands before the elements of an `.npy` file: NumPy's format 1.0, 2.0 or 3.0.
///
/// @param type NumPy's name of the type, such as `<f4`; `|O` for Python's objects
/// @param fortranOrder whether the first axis is the fastest
/// @param shape the sizes of the axes
/// @param offset where the elements begin
public record NpyHeader(String type, boolean fortranOrder, Shape shape, long offset) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int BEGIN = 8;
    private static final int ALIGNMENT = 64;

    /// As many digits NumPy leaves room for in the first size, so that a file can grow.
    private static final int GROWTH_DIGITS = 21;

    /// The header of `file`.
    ///
    /// @throws RefusedFileException if it begins with none, or the header is longer than `limits` allow
    public static NpyHeader read(MemorySegment file, Limits limits) {
        if (file.byteSize() < BEGIN || !Arrays.equals(bytes(file, 0, MAGIC.length), MAGIC)) {
            throw new RefusedFileException("this is no .npy array: it does not begin with \\x93NUMPY");
        }
        int version = file.get(ValueLayout.JAVA_BYTE, MAGIC.length);
        if (version < 1 || version > 3) {
            throw new RefusedFileException("the .npy array is of version " + version + ": 1, 2 and 3 can be read");
        }
        int from = version == 1 ? BEGIN + 2 : BEGIN + 4;
        if (file.byteSize() < from) {
            throw new RefusedFileException("the .npy array ends within its header");
        }
        var length = ByteBuffer.wrap(bytes(file, BEGIN, from - BEGIN)).order(ByteOrder.LITTLE_ENDIAN);
        long size = version == 1 ? Short.toUnsignedLong(length.getShort()) : Integer.toUnsignedLong(length.getInt());
        if (size > limits.textBytes()) {
            throw RefusedFileException.beyond(
                    "the header of the .npy array has " + size + " bytes", "textBytes", limits.textBytes());
        }
        if (from + size > file.byteSize()) {
            throw new RefusedFileException("the .npy array ends within its header");
        }
        var charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        var text = new String(bytes(file, from, (int) size), charset);
        return new NpyLiteral(text, limits).header(from + size);
    }

    private static byte[] bytes(MemorySegment file, long from, int count) {
        return file.asSlice(from, count).toArray(ValueLayout.JAVA_BYTE);
    }

    /// The kind of the elements.
    ///
    /// @throws RefusedFileException if they are no numbers that tensors can hold
    public StoredType storedType() {
        if (type.contains("O")) {
            throw new RefusedFileException("the array holds Python's objects as a pickle, which is code and is not"
                    + " read: save numbers of one type");
        }
        return StoredType.ofNumpy(type.substring(1))
                .filter(_ -> "<>|=".indexOf(type.charAt(0)) >= 0)
                .orElseThrow(() -> new RefusedFileException("the array holds " + type + ": bool, int8 to int64, uint8"
                        + " to uint64, float16, bfloat16 (V2), float32 and float64 can be read"));
    }

    /// The order of the bytes in an element.
    public ByteOrder order() {
        return switch (type.charAt(0)) {
            case '>' -> ByteOrder.BIG_ENDIAN;
            case '<' -> ByteOrder.LITTLE_ENDIAN;
            default -> ByteOrder.nativeOrder();
        };
    }

    /// The array whose elements begin at [#offset] of `file`. It lies in the file's memory where that can be.
    ///
    /// @throws RefusedFileException if no tensor can hold it, or it is cut short
    public Tensor tensor(FileMemory file) {
        var stored = storedType();
        check(stored, file.bytes().byteSize());
        return inRows(stored.tensor(file, offset, slowestFirst(), order()));
    }

    /// The array whose elements begin at [#offset] of `file`, copied.
    ///
    /// @throws RefusedFileException if no tensor can hold it, or it is cut short
    public Tensor tensor(MemorySegment file) {
        var stored = storedType();
        check(stored, file.byteSize());
        return inRows(stored.tensor(file.asSlice(offset, stored.bytes(shape)), slowestFirst(), order()));
    }

    private void check(StoredType stored, long size) {
        long bytes = stored.bytes(shape);
        if (bytes > size - offset) {
            throw new RefusedFileException("an array " + shape + " of " + stored + " needs " + bytes + " bytes, but "
                    + (size - offset) + " are there");
        }
    }

    /// The axes as the elements lie, the fastest last.
    private Shape slowestFirst() {
        return fortranOrder ? shape.permute(IntStream.of(reversed()).boxed().toList()) : shape;
    }

    private Tensor inRows(Tensor tensor) {
        return fortranOrder && shape.rank() > 1 ? tensor.transpose(reversed()) : tensor;
    }

    private int[] reversed() {
        return IntStream.range(0, shape.rank()).map(i -> shape.rank() - 1 - i).toArray();
    }

    /// The bytes of a header of version 1.0 for elements of `type` in native order, as NumPy writes them.
    static byte[] write(StoredType type, Shape shape) {
        boolean isLittle = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        // The package ml_dtypes writes <V2, other types of one byte have no order.
        var order = type.bytes() == 1 ? "|" : isLittle ? "<" : ">";
        var sizes = new StringBuilder();
        for (int size : shape.sizes()) {
            sizes.append(sizes.isEmpty() ? "" : ", ").append(size);
        }
        var tuple = shape.rank() == 1 ? sizes + "," : sizes;
        var text = new StringBuilder(
                "{'descr': '" + order + type.numpy() + "', 'fortran_order': False, 'shape': (" + tuple + "), }");
        if (shape.rank() > 0) {
            text.repeat(' ', GROWTH_DIGITS - String.valueOf(shape.size(0)).length());
        }
        int before = BEGIN + 2;
        int length = (before + text.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
        text.repeat(' ', length - before - text.length() - 1).append('\n');
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) text.length())
                .put(text.toString().getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }
}
