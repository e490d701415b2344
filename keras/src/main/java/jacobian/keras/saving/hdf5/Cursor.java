package jacobian.keras.saving.hdf5;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads little-endian numbers one after the other, never beyond the end of its region.
final class Cursor {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Source source;
    private final MemorySegment bytes;
    private final String what;
    private long at;

    Cursor(Source source, MemorySegment bytes, String what) {
        this.source = source;
        this.bytes = bytes;
        this.what = what;
    }

    Source source() {
        return source;
    }

    long position() {
        return at;
    }

    long remaining() {
        return bytes.byteSize() - at;
    }

    private long advance(long length) {
        if (length < 0 || length > remaining()) {
            throw source.refused(what + " ends after " + bytes.byteSize() + " bytes, where " + length
                    + " more were expected at " + at);
        }
        long from = at;
        at += length;
        return from;
    }

    int u8() {
        return bytes.get(ValueLayout.JAVA_BYTE, advance(1)) & 0xff;
    }

    int u16() {
        return bytes.get(SHORT, advance(2)) & 0xffff;
    }

    long u32() {
        return bytes.get(INT, advance(4)) & 0xffff_ffffL;
    }

    /// 8 bytes as they are; an address that is nowhere is [Source#UNDEFINED].
    long i64() {
        return bytes.get(LONG, advance(8));
    }

    /// 8 bytes that count something.
    long length() {
        long value = i64();
        if (value < 0) {
            throw source.refused(what + " counts " + Long.toUnsignedString(value) + ", more than any file holds");
        }
        return value;
    }

    /// An unsigned number of 1, 2, 4 or 8 bytes.
    long unsigned(int width) {
        return switch (width) {
            case 1 -> u8();
            case 2 -> u16();
            case 4 -> u32();
            default -> length();
        };
    }

    Cursor skip(long length) {
        advance(length);
        return this;
    }

    /// Goes on at the next multiple of 8, or at the end.
    void align() {
        at = Math.min(bytes.byteSize(), at + 7 & ~7L);
    }

    Cursor sub(long length, String part) {
        return new Cursor(source, bytes.asSlice(advance(length), length), part);
    }

    MemorySegment rest() {
        return bytes.asSlice(at);
    }

    boolean starts(String signature) {
        return remaining() >= signature.length() && signature.equals(latin(bytes.asSlice(at, signature.length())));
    }

    /// Four letters that must stand here.
    Cursor expect(String signature) {
        if (!starts(signature)) {
            throw source.refused(what + " does not begin with " + signature);
        }
        return skip(signature.length());
    }

    /// A version that must be one of `known`.
    int version(int... known) {
        int version = u8();
        if (Arrays.stream(known).noneMatch(each -> each == version)) {
            throw source.refused(what + " has version " + version + "; known: " + Arrays.toString(known));
        }
        return version;
    }

    /// UTF-8 text of `length` bytes, up to its first zero.
    String text(long length) {
        source.text(length);
        var raw = bytes.asSlice(advance(length), length).toArray(ValueLayout.JAVA_BYTE);
        int end = 0;
        while (end < raw.length && raw[end] != 0) {
            end++;
        }
        return new String(raw, 0, end, StandardCharsets.UTF_8);
    }

    /// UTF-8 text that a zero ends.
    String terminated() {
        long end = at;
        while (end < bytes.byteSize() && bytes.get(ValueLayout.JAVA_BYTE, end) != 0) {
            end++;
        }
        if (end == bytes.byteSize()) {
            throw source.refused(what + " has a name without an end");
        }
        var text = text(end - at);
        at++;
        return text;
    }

    private static String latin(MemorySegment letters) {
        return new String(letters.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
    }
}
