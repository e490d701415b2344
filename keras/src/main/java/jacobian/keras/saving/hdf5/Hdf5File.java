package jacobian.keras.saving.hdf5;

import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/// An HDF5 file open for reading: what Keras writes, and what h5py writes of it with other settings.
///
/// ```java
/// try (var file = Hdf5File.open(Path.of("model.weights.h5"))) {
///     var kernel = file.root().dataset("layers/dense/vars/0").orElseThrow().tensor();
/// }
/// ```
///
/// Read are superblocks 0 to 3, groups of old and new style, contiguous, compact and chunked datasets, gzip and
/// shuffle, numbers of all sizes, truth values, bfloat16 as Keras stores it, and text. Everything else is
/// refused with a [RefusedFileException], and so are soft and external links, two links to one object, external
/// storage, virtual datasets, other filters, overlapping or truncated regions, and whatever is beyond the
/// [Limits]. Nothing is allocated because a file says so: only what its bytes can fill.
public final class Hdf5File implements AutoCloseable {
    private static final String SIGNATURE = "\u0089HDF\r\n\u001a\n";

    private final Arena arena;
    private final Hdf5Group root;

    private Hdf5File(Arena arena, Source source) {
        this.arena = arena;
        this.root = new Objects(source).root(rootAddress(source));
    }

    /// Opens a file under [Limits#standard].
    ///
    /// @throws RefusedFileException where it is broken or beyond a limit; also at each later call that finds it
    /// so
    /// @throws UncheckedIOException where it cannot be read at all
    public static Hdf5File open(Path path) {
        return open(path, Limits.standard());
    }

    /// Opens a file. On the default file system it is mapped, elsewhere copied to memory outside the heap.
    public static Hdf5File open(Path path, Limits limits) {
        var arena = Arena.ofShared();
        try {
            return new Hdf5File(arena, new Source(path.toString(), map(path, limits, arena), limits));
        } catch (IOException problem) {
            arena.close();
            throw new UncheckedIOException(path + " cannot be read: " + problem.getMessage(), problem);
        } catch (RuntimeException problem) {
            arena.close();
            throw problem;
        }
    }

    /// Reads a file that is in memory already, such as a member of an archive; `name` stands in refusals. The
    /// bytes stay the caller's, who keeps them until the last value is read.
    public static Hdf5File of(MemorySegment bytes, String name, Limits limits) {
        return new Hdf5File(Arena.ofShared(), new Source(name, bytes.asReadOnly(), limits));
    }

    private static MemorySegment map(Path path, Limits limits, Arena arena) throws IOException {
        long size = Files.size(path);
        if (size > limits.totalBytes()) {
            throw RefusedFileException.beyond(path + " has " + size + " bytes", "totalBytes", limits.totalBytes());
        }
        if (path.getFileSystem().equals(FileSystems.getDefault())) {
            try (var channel = FileChannel.open(path)) {
                return channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
            }
        }
        var copy = arena.allocate(size, Long.BYTES);
        try (var stream = Files.newInputStream(path)) {
            var block = new byte[1 << 16];
            long at = 0;
            for (int length = stream.read(block); length > 0 && at + length <= size; length = stream.read(block)) {
                MemorySegment.copy(MemorySegment.ofArray(block), 0, copy, at, length);
                at += length;
            }
            return copy.asSlice(0, at);
        }
    }

    /// The group that holds everything.
    public Hdf5Group root() {
        return root;
    }

    /// Ends the mapping: tensors that were read stay, datasets cannot be read any more.
    @Override
    public void close() {
        arena.close();
    }

    /// The superblock stands at 0 or at a power of two from 512 on.
    private static long rootAddress(Source source) {
        for (long at = 0; at <= source.size() - 8; at = at == 0 ? 512 : at * 2) {
            if (source.cursor(at, 8, "the signature").starts(SIGNATURE)) {
                source.base(at);
                return superblock(source);
            }
        }
        throw source.refused("no HDF5 file: it does not begin with \\x89HDF");
    }

    private static long superblock(Source source) {
        var start = source.cursor(0, source.size() - source.base(), "the superblock")
                .skip(8);
        int version = start.version(0, 1, 2, 3);
        start.skip(version < 2 ? 4 : 0);
        int offsets = start.u8();
        int lengths = start.u8();
        if (offsets != 8 || lengths != 8) {
            throw source.refused("addresses of " + offsets + " and lengths of " + lengths + " bytes are not read: 8");
        }
        start.skip(version == 0 ? 9 : version == 1 ? 13 : 1);
        checkBase(source, start.i64());
        start.skip(8);
        long end = start.i64();
        if (end < 0 || end > source.size()) {
            throw source.refused("its superblock says that it has " + end + " bytes, but it has " + source.size()
                    + ": it is truncated");
        }
        // The symbol table entry of the root stands behind the driver's address and begins with its name.
        start.skip(version < 2 ? 16 : 0);
        long root = start.i64();
        source.own(0, start.position(), "the superblock");
        return root;
    }

    private static void checkBase(Source source, long base) {
        if (base != source.base() && base != 0) {
            throw source.refused("its addresses count from " + base + ", but it begins at " + source.base());
        }
        source.base(base);
    }
}
