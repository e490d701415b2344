package jacobian.keras.saving;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Files `.npz`: several arrays by name, as NumPy's `savez`, `savez_compressed` and `load` write and read them.
/// What becomes of NumPy's types is told by [Npy].
///
/// ```java
/// Npz.write(Path.of("data.npz"), Map.of("x", x, "y", y));
/// var x = Npz.read(Path.of("data.npz")).get("x");
/// ```
public final class Npz {
    private static final String SUFFIX = ".npy";

    /// Zip knows no earlier time; a file's bytes depend on its arrays alone.
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    /// The arrays in `file` by name, in the order of the file.
    ///
    /// @throws RefusedFileException if it is broken, or holds something that no tensor can
    public static SequencedMap<String, Tensor> read(Path file) {
        return read(file, Limits.standard());
    }

    /// As [#read(Path)], within other limits.
    public static SequencedMap<String, Tensor> read(Path file, Limits limits) {
        var archive = ZipArchive.open(file, limits);
        try {
            return read(archive, limits);
        } catch (RefusedFileException refused) {
            throw refused.in(file.toString());
        }
    }

    /// The arrays in what is left of `stream`.
    ///
    /// @throws RefusedFileException if it is broken, or holds something that no tensor can
    public static SequencedMap<String, Tensor> read(InputStream stream) {
        return read(stream, Limits.standard());
    }

    /// As [#read(InputStream)], within other limits.
    public static SequencedMap<String, Tensor> read(InputStream stream, Limits limits) {
        return read(ZipArchive.read(stream, limits), limits);
    }

    private static SequencedMap<String, Tensor> read(ZipArchive archive, Limits limits) {
        var arrays = new LinkedHashMap<String, Tensor>();
        for (var member : archive.names()) {
            arrays.put(name(member), array(archive, member, limits));
        }
        return arrays;
    }

    /// The name of the array in a member.
    static String name(String member) {
        if (!member.endsWith(SUFFIX)) {
            throw new RefusedFileException("the archive holds " + member + ", which is no .npy array");
        }
        return member.substring(0, member.length() - SUFFIX.length());
    }

    static Tensor array(ZipArchive archive, String member, Limits limits) {
        try {
            var file = archive.bytes(member);
            return NpyHeader.read(file, limits).tensor(file);
        } catch (RefusedFileException refused) {
            throw refused.in(member);
        }
    }

    /// Writes `arrays` to `file`, whole or not at all, as `savez` does: not compressed.
    public static void write(Path file, Map<String, ? extends TensorLike> arrays) {
        AtomicFile.write(file, out -> to(out, arrays, false));
    }

    /// Writes `arrays` to `file`, whole or not at all, as `savez_compressed` does.
    public static void writeCompressed(Path file, Map<String, ? extends TensorLike> arrays) {
        AtomicFile.write(file, out -> to(out, arrays, true));
    }

    /// Writes `arrays` to `out`, which stays open.
    public static void write(OutputStream out, Map<String, ? extends TensorLike> arrays) {
        try {
            to(out, arrays, false);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the arrays cannot be written: " + e.getMessage(), e);
        }
    }

    private static void to(OutputStream out, Map<String, ? extends TensorLike> arrays, boolean compressed)
            throws IOException {
        // Its end is written by finish: closing would close `out`.
        @SuppressWarnings("resource")
        var zip = new ZipOutputStream(out);
        for (var entry : arrays.entrySet()) {
            var array = entry.getValue().tensor();
            var member = new ZipEntry(entry.getKey() + SUFFIX);
            member.setTimeLocal(TIME);
            if (!compressed) {
                describe(member, array);
            }
            zip.putNextEntry(member);
            Npy.to(zip, array);
            zip.closeEntry();
        }
        zip.finish();
    }

    /// What a stored member says before its bytes.
    private static void describe(ZipEntry member, Tensor array) {
        var header = Npy.header(array);
        var elements = Elements.of(array);
        var crc = new CRC32();
        crc.update(header);
        elements.addTo(crc);
        member.setMethod(ZipEntry.STORED);
        member.setSize(header.length + elements.size());
        member.setCrc(crc.getValue());
    }
}
