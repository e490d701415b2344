package jacobian.keras.saving;

import jacobian.engine.tensor.FileMemory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SequencedSet;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// A zip archive whose members are looked at where they lie: stored ones are not copied.
///
/// Read strictly, because archives come from strangers: each member is named once, lies alone in its place, is
/// stored or deflated, unpacks to what it says and has its checksum; no name leads out of a folder; nothing is
/// encrypted. Zip64 is understood.
public final class ZipArchive {
    private static final int CHUNK = 1 << 20;

    private final MemorySegment file;
    private final Map<String, ZipMember> members;

    private ZipArchive(MemorySegment file, Limits limits) {
        this.file = file;
        this.members = new ZipDirectory(file, limits).members();
    }

    /// The archive in `file`.
    ///
    /// @throws RefusedFileException if it is none, is broken, or is beyond `limits`
    public static ZipArchive open(Path file, Limits limits) {
        try {
            return new ZipArchive(FileMemory.of(file).bytes(), limits);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        } catch (RefusedFileException refused) {
            throw refused.in(file.toString());
        }
    }

    /// The archive in what is left of `stream`, which is read into memory.
    ///
    /// @throws RefusedFileException if it is none, is broken, or is beyond `limits`
    public static ZipArchive read(InputStream stream, Limits limits) {
        try {
            var bytes = FileMemory.of(stream, limits.totalBytes()).bytes();
            if (bytes.byteSize() > limits.totalBytes()) {
                throw RefusedFileException.beyond("the stream is longer", "totalBytes", limits.totalBytes());
            }
            return new ZipArchive(bytes, limits);
        } catch (IOException e) {
            throw new UncheckedIOException("the stream cannot be read: " + e.getMessage(), e);
        }
    }

    /// The archive in `bytes`.
    ///
    /// @throws RefusedFileException if it is none, is broken, or is beyond `limits`
    public static ZipArchive of(MemorySegment bytes, Limits limits) {
        return new ZipArchive(bytes, limits);
    }

    /// The names of its files in the order of its directory; folders are not listed.
    public SequencedSet<String> names() {
        return Collections.unmodifiableSequencedSet((SequencedSet<String>) members.keySet());
    }

    public boolean contains(String name) {
        return members.containsKey(name);
    }

    /// The contents of member `name`, unpacked and checked, read-only: where it is stored, the place in the
    /// archive.
    ///
    /// @throws RefusedFileException if it is broken
    /// @throws IllegalArgumentException if there is none
    public MemorySegment bytes(String name) {
        var member = members.get(name);
        if (member == null) {
            throw new IllegalArgumentException("the archive has " + members.keySet() + ", not \"" + name + "\"");
        }
        var packed = file.asSlice(member.start(), member.packed());
        var unpacked = member.isDeflated() ? inflate(member, packed) : packed;
        if (crc(unpacked) != member.crc()) {
            throw new RefusedFileException("member " + name + " of the archive is broken: its checksum is another");
        }
        return unpacked.asReadOnly();
    }

    private static MemorySegment inflate(ZipMember member, MemorySegment packed) {
        // One byte more than it should need: there the end is told, or what is too much.
        var room = Arena.ofAuto().allocate(member.size() + 1, 64);
        try (var inflater = new Inflater(true)) {
            long in = 0;
            long out = 0;
            while (!inflater.finished() && out <= member.size()) {
                if (inflater.needsInput() && in < packed.byteSize()) {
                    var part = part(packed, in);
                    inflater.setInput(part.asByteBuffer());
                    in += part.byteSize();
                }
                int count = inflater.inflate(part(room, out).asByteBuffer());
                out += count;
                if (count == 0 && (inflater.needsDictionary() || inflater.needsInput() && in == packed.byteSize())) {
                    break;
                }
            }
            if (!inflater.finished() || out != member.size() || inflater.getBytesRead() != packed.byteSize()) {
                throw new RefusedFileException("member " + member.name() + " of the archive is broken: its "
                        + packed.byteSize() + " bytes do not unpack to " + member.size());
            }
            return room.asSlice(0, out);
        } catch (DataFormatException e) {
            throw new RefusedFileException(
                    "member " + member.name() + " of the archive is broken: its bytes are not" + " deflated", e);
        }
    }

    private static MemorySegment part(MemorySegment whole, long from) {
        return whole.asSlice(from, Math.min(CHUNK, whole.byteSize() - from));
    }

    private static long crc(MemorySegment bytes) {
        var crc = new CRC32();
        for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
            crc.update(part(bytes, at).asByteBuffer());
        }
        return crc.getValue();
    }
}
