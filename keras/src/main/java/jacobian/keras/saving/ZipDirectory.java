package jacobian.keras.saving;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads the directory at the end of a zip archive, and holds it against the headers of the members (APPNOTE.TXT
/// 6.3.10, sections 4.3.7 to 4.5.3).
final class ZipDirectory {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;
    private static final long IN_EXTRA = 0xffffffffL;

    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int END64_BYTES = 56;
    private static final int LOCATOR64_BYTES = 20;
    private static final int LONGEST_COMMENT = 0xffff;

    private static final int ENCRYPTED = 1;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final MemorySegment file;
    private final Limits limits;

    /// Where the directory lies.
    private record Extent(long from, long to, long entries) {}

    ZipDirectory(MemorySegment file, Limits limits) {
        this.file = file;
        this.limits = limits;
    }

    private int u16(long at) {
        return Short.toUnsignedInt(file.get(SHORT, at));
    }

    private long u32(long at) {
        return Integer.toUnsignedLong(file.get(INT, at));
    }

    private static RefusedFileException broken(String what) {
        return new RefusedFileException("the zip archive is broken: " + what);
    }

    /// The members by name, in the order of the directory.
    Map<String, ZipMember> members() {
        var extent = extent();
        if (extent.entries > limits.entries()) {
            throw RefusedFileException.beyond(
                    "the archive has " + extent.entries + " members", "entries", limits.entries());
        }
        var members = new LinkedHashMap<String, ZipMember>();
        long at = extent.from;
        for (long i = 0; i < extent.entries; i++) {
            if (at + CENTRAL_BYTES > extent.to || file.get(INT, at) != CENTRAL) {
                throw broken("member " + i + " of " + extent.entries + " is not in its directory");
            }
            long next = at + CENTRAL_BYTES + u16(at + 28) + u16(at + 30) + u16(at + 32);
            if (next > extent.to) {
                throw broken("its directory ends within member " + i);
            }
            var member = member(at, extent.from);
            if (!member.name().endsWith("/") && members.put(member.name(), member) != null) {
                throw broken("it has two members " + member.name());
            }
            at = next;
        }
        if (at != extent.to) {
            throw broken("its directory has " + (extent.to - at) + " bytes more than its members need");
        }
        check(members);
        return members;
    }

    private Extent extent() {
        long end = end();
        long entries = u16(end + 10);
        long size = u32(end + 12);
        long from = u32(end + 16);
        long locator = end - LOCATOR64_BYTES;
        if (locator >= 0 && file.get(INT, locator) == LOCATOR64) {
            long end64 = file.get(LONG, locator + 8);
            if (end64 < 0 || end64 > locator - END64_BYTES || file.get(INT, end64) != END64) {
                throw broken("the end of its directory is not where it says");
            }
            entries = file.get(LONG, end64 + 32);
            size = file.get(LONG, end64 + 40);
            from = file.get(LONG, end64 + 48);
            end = end64;
        }
        if (from < 0 || size < 0 || entries < 0 || from > end || size != end - from) {
            throw broken("its directory is said to be " + size + " bytes from byte " + from + ", but ends at " + end);
        }
        return new Extent(from, end, entries);
    }

    /// Where the record at the end begins; only a comment follows it.
    private long end() {
        long last = file.byteSize() - END_BYTES;
        for (long at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
            if (file.get(INT, at) == END && at + END_BYTES + u16(at + 20) == file.byteSize()) {
                return at;
            }
        }
        throw new RefusedFileException("this is no zip archive, or its end is missing");
    }

    private ZipMember member(long at, long directory) {
        var name = name(at + CENTRAL_BYTES, u16(at + 28));
        if ((u16(at + 8) & ENCRYPTED) != 0) {
            throw new RefusedFileException(
                    "member " + name + " of the archive is encrypted: save it without a password");
        }
        int method = u16(at + 10);
        if (method != STORED && method != DEFLATED) {
            throw new RefusedFileException("member " + name + " of the archive is packed by method " + method
                    + ": 0 (stored) and 8 (deflated) can be read");
        }
        var sizes = new long[] {u32(at + 24), u32(at + 20), u32(at + 42)};
        fromExtra(at, sizes);
        long size = sizes[0];
        long packed = sizes[1];
        long header = sizes[2];
        if (header < 0 || header > directory - LOCAL_BYTES || file.get(INT, header) != LOCAL) {
            throw broken("member " + name + " is not at byte " + header);
        }
        long start = header + LOCAL_BYTES + u16(header + 26) + u16(header + 28);
        if (start > directory || packed < 0 || packed > directory - start || size < 0) {
            throw broken("member " + name + " reaches beyond its directory");
        }
        if (method == STORED && size != packed) {
            throw broken("member " + name + " is stored in " + packed + " bytes, but said to have " + size);
        }
        if (!name(header + LOCAL_BYTES, u16(header + 26)).equals(name)) {
            throw broken("member " + name + " has another name in its own header");
        }
        return new ZipMember(name, method == DEFLATED, header, start, packed, size, u32(at + 16));
    }

    /// Replaces those of the sizes that did not fit into their 32 bits by what the extra field has for them.
    private void fromExtra(long at, long[] sizes) {
        long extra = at + CENTRAL_BYTES + u16(at + 28);
        long end = extra + u16(at + 30);
        while (extra + 4 <= end) {
            int bytes = u16(extra + 2);
            if (u16(extra) == 1) {
                long next = extra + 4;
                for (int i = 0; i < sizes.length; i++) {
                    if (sizes[i] == IN_EXTRA && next + 8 <= Math.min(end, extra + 4 + bytes)) {
                        sizes[i] = file.get(LONG, next);
                        next += 8;
                    }
                }
                return;
            }
            extra += 4 + bytes;
        }
    }

    private String name(long at, int bytes) {
        var name = new String(file.asSlice(at, bytes).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        boolean leadsOut =
                name.startsWith("/") || name.contains("\\") || name.matches("(?s)^[A-Za-z]:.*|(.*/)?\\.\\.(/.*)?");
        if (leadsOut || name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new RefusedFileException("the archive has a member \"" + name.replace('\0', '?')
                    + "\": names with .., with a backslash, from a root or without letters are refused, as they lead"
                    + " out of a folder");
        }
        return name;
    }

    /// That members lie one behind the other, and that they do not unpack to too much.
    private void check(Map<String, ZipMember> members) {
        var ordered = new ArrayList<>(members.values());
        ordered.sort(Comparator.comparingLong(ZipMember::header));
        long size = 0;
        for (int i = 0; i < ordered.size(); i++) {
            var member = ordered.get(i);
            if (i > 0 && ordered.get(i - 1).end() > member.header()) {
                throw broken("members " + ordered.get(i - 1).name() + " and " + member.name() + " overlap");
            }
            size = Math.min(size, Long.MAX_VALUE - member.size()) + member.size();
        }
        long allowed = limits.unpackedBytes(file.byteSize());
        if (size > allowed) {
            var limit = size > limits.totalBytes() ? "totalBytes" : "ratio";
            throw RefusedFileException.beyond(
                    "the archive of " + file.byteSize() + " bytes unpacks to " + size, limit, allowed);
        }
    }
}
