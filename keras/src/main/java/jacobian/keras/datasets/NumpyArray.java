package jacobian.keras.datasets;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// An array as NumPy writes it: numbers of one type, or lists of whole numbers of different lengths.
///
/// @param type NumPy's name, such as `<f8`; `|O` for lists
/// @param bytes the numbers, row-major; empty for lists
/// @param objects the lists; empty for numbers
record NumpyArray(String type, int[] shape, byte[] bytes, List<?> objects) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern DESCRIPTION = Pattern.compile("'descr':\\s*'([^']+)'");
    private static final Pattern COLUMNS_FIRST = Pattern.compile("'fortran_order':\\s*True");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");

    static NumpyArray of(int[] shape, List<?> objects) {
        return new NumpyArray("|O", shape, new byte[0], objects);
    }

    /// Numbers, which `columnsFirst` says to be in Fortran's order.
    static NumpyArray of(String type, int[] shape, boolean columnsFirst, byte[] bytes) {
        long count = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        if (columnsFirst && shape.length > 1) {
            throw new IllegalArgumentException("the array is in Fortran's order: only C's is read");
        }
        if (bytes.length != count * width(type)) {
            throw new IllegalArgumentException("an array " + Arrays.toString(shape) + " of " + type + " needs "
                    + count * width(type) + " bytes, not " + bytes.length + ": fetch the file anew");
        }
        return new NumpyArray(type, shape, bytes, List.of());
    }

    /// A file `.npy`.
    static NumpyArray read(byte[] file) {
        if (file.length < 10 || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IllegalArgumentException("no NumPy array: it does not begin with \\x93NUMPY");
        }
        boolean isFirst = file[6] == 1;
        var buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int from = isFirst ? 10 : 12;
        int length = isFirst ? buffer.getShort(8) & 0xffff : buffer.getInt(8);
        if (length < 0 || from + (long) length > file.length) {
            throw new IllegalArgumentException("the NumPy array ends within its header: fetch the file anew");
        }
        var header = new String(file, from, length, StandardCharsets.ISO_8859_1);
        var type = find(DESCRIPTION, header);
        var contents = from + length;
        if (type.equals("|O")) {
            return (NumpyArray) Pickle.read(file, contents);
        }
        var shape = Arrays.stream(find(SHAPE, header).split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        boolean columnsFirst = COLUMNS_FIRST.matcher(header).find();
        return of(type, shape, columnsFirst, Arrays.copyOfRange(file, contents, file.length));
    }

    private static String find(Pattern pattern, String header) {
        var found = pattern.matcher(header);
        if (!found.find()) {
            throw new IllegalArgumentException("the header of a NumPy array cannot be read: " + header.strip());
        }
        return found.group(1);
    }

    private static int width(String type) {
        return switch (type) {
            case "|u1", "<u1", "|i1", "|b1" -> 1;
            case "<i2", "<u2" -> 2;
            case "<i4", "<f4", "<u4" -> 4;
            case "<i8", "<f8", "<u8" -> 8;
            default -> throw new IllegalArgumentException("NumPy's type " + type + " cannot be read");
        };
    }

    /// How many numbers or lists.
    int count() {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    /// The numbers, row-major.
    double[] doubles() {
        var numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var result = new double[count()];
        for (int i = 0; i < result.length; i++) {
            result[i] = switch (type) {
                case "|u1", "<u1", "|b1" -> numbers.get() & 0xff;
                case "|i1" -> numbers.get();
                case "<i2" -> numbers.getShort();
                case "<u2" -> numbers.getShort() & 0xffff;
                case "<i4" -> numbers.getInt();
                case "<u4" -> numbers.getInt() & 0xffffffffL;
                case "<f4" -> numbers.getFloat();
                case "<i8", "<u8" -> numbers.getLong();
                default -> numbers.getDouble();
            };
        }
        return result;
    }

    /// Whole numbers.
    int[] ints() {
        return Arrays.stream(doubles()).mapToInt(each -> (int) each).toArray();
    }

    /// Lists of whole numbers.
    int[][] lists() {
        if (!type.equals("|O")) {
            throw new IllegalArgumentException("the array has numbers of " + type + ", no lists");
        }
        return objects.stream()
                .map(each -> ((List<?>) each)
                        .stream().mapToInt(number -> ((Long) number).intValue()).toArray())
                .toArray(int[][]::new);
    }
}
