package jacobian.keras.datasets;

import jacobian.keras.saving.Limits;
import jacobian.keras.saving.ZipArchive;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;

/// Files that hold several: NumPy's `.npz` and compressed tar archives. Nothing is written to the disk, so
/// names that lead out of a folder do no harm.
final class Archives {
    private static final int BLOCK = 512;
    private static final int BUFFER = 1 << 16;

    private Archives() {}

    /// The arrays of a file `.npz` by name.
    static Map<String, NumpyArray> arrays(Path file) {
        var arrays = new LinkedHashMap<String, NumpyArray>();
        var archive = ZipArchive.open(file, Limits.standard());
        for (var member : archive.names()) {
            if (member.endsWith(".npy")) {
                arrays.put(member.replace(".npy", ""), NumpyArray.read(archive.bytes(member)));
            }
        }
        if (arrays.isEmpty()) {
            throw new IllegalArgumentException(file + " holds no NumPy arrays: a file .npz is needed");
        }
        return arrays;
    }

    /// The array `name` of a file, which must be there.
    static NumpyArray array(Map<String, NumpyArray> arrays, String name, Path file) {
        var array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException(file + " holds " + arrays.keySet() + ", not \"" + name + "\"");
        }
        return array;
    }

    /// Gives `reader` each file of an archive `.tar.gz`: its name without folders, and its bytes.
    static void tar(Path file, BiConsumer<String, byte[]> reader) {
        try (var in = new DataInputStream(
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), BUFFER), BUFFER))) {
            var header = new byte[BLOCK];
            while (next(in, header)) {
                int size = size(header);
                var bytes = in.readNBytes(size);
                if (bytes.length < size) {
                    throw new EOFException("the archive ends within a file");
                }
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                if (header[156] == '0' || header[156] == 0) {
                    var name = text(header, 0, 100);
                    reader.accept(name.substring(name.lastIndexOf('/') + 1), bytes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// Whether another file follows; the end is a block of zeros, or that of the stream.
    private static boolean next(InputStream in, byte[] header) throws IOException {
        return in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0;
    }

    private static int size(byte[] header) throws IOException {
        try {
            return Math.toIntExact(Long.parseLong(text(header, 124, 12).strip(), 8));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IOException("the archive is damaged: a file has no size", e);
        }
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.ISO_8859_1);
    }
}
