package jacobian.keras.saving;

import jacobian.engine.tensor.FileMemory;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// Files `.safetensors`: tensors by name and nothing that runs, the format in which PyTorch models are passed on.
///
/// A file is mapped, and its tensors lie in it: opening one takes the time of its header, whatever its size,
/// and the heap holds no element. Types that tensors do not have are widened as [StoredType] tells, or refused
/// when such a tensor is asked for (8 bits and fewer, complex).
///
/// ```java
/// var file = Safetensors.open(Path.of("model.safetensors"));
/// var kernel = file.get("fc.weight");
/// Safetensors.write(Path.of("copy.safetensors"), file.tensors());
/// ```
public final class Safetensors {
    private final FileMemory file;
    private final SafetensorsHeader header;

    private Safetensors(FileMemory file, Limits limits) {
        this.file = file;
        this.header = SafetensorsHeader.read(file.bytes(), limits);
    }

    /// The tensors in `file`.
    ///
    /// @throws RefusedFileException if it is not what the format wants, to the byte
    public static Safetensors open(Path file) {
        return open(file, Limits.standard());
    }

    /// As [#open(Path)], within other limits.
    public static Safetensors open(Path file, Limits limits) {
        try {
            return new Safetensors(FileMemory.of(file), limits);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        } catch (RefusedFileException refused) {
            throw refused.in(file.toString());
        }
    }

    /// The tensors in what is left of `stream`, which is read into memory off the heap.
    ///
    /// @throws RefusedFileException if it is not what the format wants, to the byte
    public static Safetensors read(InputStream stream) {
        return read(stream, Limits.standard());
    }

    /// As [#read(InputStream)], within other limits.
    public static Safetensors read(InputStream stream, Limits limits) {
        try {
            var memory = FileMemory.of(stream, limits.totalBytes());
            if (memory.bytes().byteSize() > limits.totalBytes()) {
                throw RefusedFileException.beyond("the stream is longer", "totalBytes", limits.totalBytes());
            }
            return new Safetensors(memory, limits);
        } catch (IOException e) {
            throw new UncheckedIOException("the stream cannot be read: " + e.getMessage(), e);
        }
    }

    /// The names of the tensors, in the order of the header.
    public Set<String> names() {
        return Collections.unmodifiableSet(header.tensors().keySet());
    }

    /// The texts that somebody has put beside the tensors.
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    /// The tensor `name`.
    ///
    /// @throws IllegalArgumentException if there is none
    /// @throws RefusedFileException if it is of a type that tensors cannot hold
    public Tensor get(String name) {
        var entry = entry(name);
        return entry.type().tensor(file, entry.begin(), entry.shape(), ByteOrder.LITTLE_ENDIAN);
    }

    SafetensorsHeader.Entry entry(String name) {
        var entry = header.tensors().get(name);
        if (entry == null) {
            throw new IllegalArgumentException("the file has " + names() + ", not \"" + name + "\"");
        }
        return entry;
    }

    /// All tensors by name, in the order of the header.
    public SequencedMap<String, Tensor> tensors() {
        var tensors = new LinkedHashMap<String, Tensor>();
        names().forEach(name -> tensors.put(name, get(name)));
        return tensors;
    }

    /// Writes `tensors` to `file`, whole or not at all.
    public static void write(Path file, Map<String, ? extends TensorLike> tensors) {
        write(file, tensors, Map.of());
    }

    /// Writes `tensors` and `metadata` to `file`, whole or not at all.
    public static void write(Path file, Map<String, ? extends TensorLike> tensors, Map<String, String> metadata) {
        var layout = new SafetensorsLayout(tensors, metadata);
        AtomicFile.write(file, layout::writeTo);
    }

    /// Writes `tensors` and `metadata` to `out`, which stays open.
    public static void write(
            OutputStream out, Map<String, ? extends TensorLike> tensors, Map<String, String> metadata) {
        try {
            new SafetensorsLayout(tensors, metadata).writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the tensors cannot be written: " + e.getMessage(), e);
        }
    }
}
