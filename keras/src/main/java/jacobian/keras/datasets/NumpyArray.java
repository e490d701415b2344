package jacobian.keras.datasets;

import jacobian.engine.shape.Shape;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.NpyHeader;
import jacobian.keras.saving.RefusedFileException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/// An array of a data set as NumPy writes it: numbers of one type, or lists of whole numbers of different
/// lengths.
///
/// @param bytes the numbers as `header` says; empty for lists
/// @param objects the lists; empty for numbers
record NumpyArray(NpyHeader header, byte[] bytes, List<?> objects) {
    private static final String OBJECTS = "|O";

    static NumpyArray of(int[] shape, List<?> objects) {
        return new NumpyArray(new NpyHeader(OBJECTS, false, Shape.of(shape), 0), new byte[0], objects);
    }

    /// Numbers, which `columnsFirst` says to be in Fortran's order.
    static NumpyArray of(String type, int[] shape, boolean columnsFirst, byte[] bytes) {
        return new NumpyArray(new NpyHeader(type, columnsFirst, Shape.of(shape), 0), bytes, List.of());
    }

    /// A file `.npy`, which may hold a pickle of lists.
    static NumpyArray read(MemorySegment file) {
        var header = NpyHeader.read(file, Limits.standard());
        var bytes = file.asSlice(header.offset()).toArray(ValueLayout.JAVA_BYTE);
        if (header.type().equals(OBJECTS)) {
            return (NumpyArray) Pickle.read(bytes, 0);
        }
        var shape = header.shape().sizes();
        return of(header.type(), shape, header.fortranOrder(), bytes);
    }

    int[] shape() {
        return header.shape().sizes();
    }

    /// The numbers, row-major.
    double[] doubles() {
        return header.tensor(MemorySegment.ofArray(bytes)).doubles();
    }

    /// Whole numbers.
    int[] ints() {
        return Arrays.stream(doubles()).mapToInt(each -> (int) each).toArray();
    }

    /// Lists of whole numbers.
    int[][] lists() {
        if (!header.type().equals(OBJECTS)) {
            throw new RefusedFileException("the array has numbers of " + header.type() + ", no lists");
        }
        return objects.stream()
                .map(each -> ((List<?>) each)
                        .stream().mapToInt(number -> ((Long) number).intValue()).toArray())
                .toArray(int[][]::new);
    }
}
