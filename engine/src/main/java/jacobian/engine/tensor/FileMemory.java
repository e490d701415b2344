package jacobian.engine.tensor;

import jacobian.engine.execution.Programs;
import jacobian.engine.shape.TensorType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The bytes of a file, off the heap and read-only, and tensors that lie in them.
///
/// A file of the machine's own file system is mapped: opening it reads nothing, its pages come when they are
/// touched, and they are shared with other processes. Whoever cuts such a file short while it is mapped makes
/// the next access to what is gone throw an [InternalError]; replacing it under its name does no harm. The
/// bytes stay as long as this, [#bytes] or a tensor is reachable, and the file stays mapped as long.
public final class FileMemory {
    private static final int CHUNK = 1 << 20;

    /// A kernel may read a whole vector where the last elements fill only a part of it: this far behind them the
    /// memory must still be there.
    private static final long OVERREAD = 64;

    private static final long PAGE = 4096;

    private final MemorySegment bytes;

    /// How many bytes may be read from the start on, though they may not be the file's.
    private final long readable;

    private FileMemory(MemorySegment bytes, long readable) {
        this.bytes = bytes.asReadOnly();
        this.readable = readable;
    }

    /// The bytes of `file`: mapped where it is a file of the machine's own file system, read otherwise.
    public static FileMemory of(Path file) throws IOException {
        if (file.getFileSystem() != FileSystems.getDefault()) {
            try (var channel = Files.newByteChannel(file)) {
                return read(channel);
            }
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size == 0) {
                return new FileMemory(Arena.ofAuto().allocate(0), 0);
            }
            var mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto());
            return new FileMemory(mapped, (size + PAGE - 1) / PAGE * PAGE);
        }
    }

    private static FileMemory read(SeekableByteChannel channel) throws IOException {
        var memory = room(channel.size());
        for (long at = 0; at < channel.size(); ) {
            var part = memory.asSlice(at, Math.min(CHUNK, channel.size() - at)).asByteBuffer();
            int count = channel.read(part);
            if (count < 0) {
                throw new EOFException("the file ends at byte " + at + " of " + channel.size());
            }
            at += count;
        }
        return new FileMemory(memory.asSlice(0, channel.size()), memory.byteSize());
    }

    /// What is left of `stream`, read off the heap; one byte more than `limit` at the most, by which a longer
    /// one is told.
    public static FileMemory of(InputStream stream, long limit) throws IOException {
        var memory = room(CHUNK);
        long size = 0;
        while (size <= limit) {
            var part = stream.readNBytes((int) Math.min(CHUNK, limit - size + 1));
            if (part.length == 0) {
                break;
            }
            if (size + part.length + OVERREAD > memory.byteSize()) {
                memory = room(2 * memory.byteSize()).copyFrom(memory);
            }
            MemorySegment.copy(MemorySegment.ofArray(part), 0, memory, size, part.length);
            size += part.length;
        }
        return new FileMemory(memory.asSlice(0, size), memory.byteSize());
    }

    private static MemorySegment room(long size) {
        return Arena.ofAuto().allocate(size + OVERREAD, OVERREAD);
    }

    /// All bytes, read-only.
    public MemorySegment bytes() {
        return bytes;
    }

    /// The tensor of `type`, whose sizes are known, that begins at byte `offset`: row-major, native byte order.
    /// It lies in the file's memory if the device can use it there, which needs a multiple of the element's
    /// width as offset; otherwise it is copied.
    ///
    /// @throws IndexOutOfBoundsException if it does not lie within the file
    public Tensor tensor(TensorType type, long offset) {
        var fixed = type.withShape(type.shape().fixed());
        var elements = bytes.asSlice(offset, fixed.shape().size() * type.dtype().bytes());
        if (offset + elements.byteSize() + OVERREAD <= readable) {
            var wrapped = Programs.standard().backend().wrap(fixed, elements);
            if (wrapped.isPresent()) {
                return Tensor.of(wrapped.get());
            }
        }
        return Tensor.of(fixed, elements);
    }
}
