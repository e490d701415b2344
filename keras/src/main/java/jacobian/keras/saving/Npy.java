package jacobian.keras.saving;

import jacobian.engine.tensor.FileMemory;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Files `.npy`: one array, as NumPy's `save` and `load` write and read it.
///
/// | NumPy | here |
/// |---|---|
/// | bool, uint8, int32, int64, float16, float32, float64 | the same |
/// | int8, int16, uint16 | int32 |
/// | uint32, uint64 | int64, refused where a value does not fit |
/// | bfloat16 of ml_dtypes, two bytes without meaning to NumPy | bfloat16 |
///
/// Either order of bytes and of axes is read; written is the machine's, and rows first. Texts, dates, records,
/// complex numbers and Python's objects are refused.
///
/// ```java
/// Npy.write(Path.of("x.npy"), Tensor.of(1, 2, 3));
/// var x = Npy.read(Path.of("x.npy"));
/// ```
public final class Npy {
    private Npy() {}

    /// The array in `file`. Of a large one only the pages that are used are read.
    ///
    /// @throws RefusedFileException if it is no array that a tensor can hold
    public static Tensor read(Path file) {
        try {
            return read(FileMemory.of(file), Limits.standard());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        } catch (RefusedFileException refused) {
            throw refused.in(file.toString());
        }
    }

    /// The array in what is left of `stream`.
    ///
    /// @throws RefusedFileException if it is no array that a tensor can hold
    public static Tensor read(InputStream stream) {
        var limits = Limits.standard();
        try {
            return read(FileMemory.of(stream, limits.totalBytes()), limits);
        } catch (IOException e) {
            throw new UncheckedIOException("the stream cannot be read: " + e.getMessage(), e);
        }
    }

    private static Tensor read(FileMemory file, Limits limits) {
        return NpyHeader.read(file.bytes(), limits).tensor(file);
    }

    /// Writes `array` to `file`, whole or not at all.
    public static void write(Path file, TensorLike array) {
        AtomicFile.write(file, out -> to(out, array.tensor()));
    }

    /// Writes `array` to `out`, which stays open.
    public static void write(OutputStream out, TensorLike array) {
        try {
            to(out, array.tensor());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the array cannot be written: " + e.getMessage(), e);
        }
    }

    static void to(OutputStream out, Tensor array) throws IOException {
        out.write(header(array));
        Elements.of(array).writeTo(out);
    }

    static byte[] header(Tensor array) {
        return NpyHeader.write(
                StoredType.of(array.type().dtype()), array.buffer().type().shape());
    }
}
