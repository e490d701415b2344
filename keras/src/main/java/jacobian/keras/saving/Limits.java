package jacobian.keras.saving;

import java.util.stream.LongStream;

/// How much a file may ask for before it is refused. The sizes are compared before memory is taken.
///
/// What a file unpacks to is bounded twice: by `totalBytes`, and by `smallBytes` or `ratio` times its stored
/// bytes, whichever is more. So small files may be packed as tightly as they like, and a bomb of any size is
/// refused.
///
/// | limit | default | what it bounds |
/// |---|---|---|
/// | `totalBytes` | 1 TB | bytes of all parts of a file together, unpacked |
/// | `smallBytes` | 64 MB | bytes up to which the ratio does not count |
/// | `ratio` | 100 | unpacked bytes for each stored byte |
/// | `textBytes` | 64 MB | bytes of one JSON text, one header or one attribute |
/// | `depth` | 200 | nesting of JSON, folders and groups |
/// | `entries` | 1,000,000 | members of an archive, objects of an HDF5 file, tensors |
public record Limits(long totalBytes, long smallBytes, long ratio, long textBytes, int depth, int entries) {
    private static final Limits STANDARD = new Limits(1L << 40, 64L << 20, 100, 64L << 20, 200, 1_000_000);

    public Limits {
        if (LongStream.of(totalBytes, smallBytes, ratio, textBytes, depth, entries)
                .anyMatch(each -> each < 0)) {
            throw new IllegalArgumentException("limits are at least 0: totalBytes " + totalBytes + ", smallBytes "
                    + smallBytes + ", ratio " + ratio + ", textBytes " + textBytes + ", depth " + depth + ", entries "
                    + entries);
        }
    }

    /// The limits that are used where none are given.
    public static Limits standard() {
        return STANDARD;
    }

    /// The most bytes that a file of `stored` bytes may unpack to.
    public long unpackedBytes(long stored) {
        long grown = stored > Long.MAX_VALUE / Math.max(ratio, 1) ? Long.MAX_VALUE : ratio * stored;
        return Math.min(totalBytes, Math.max(smallBytes, grown));
    }

    public Limits withTotalBytes(long totalBytes) {
        return new Limits(totalBytes, smallBytes, ratio, textBytes, depth, entries);
    }

    public Limits withSmallBytes(long smallBytes) {
        return new Limits(totalBytes, smallBytes, ratio, textBytes, depth, entries);
    }

    public Limits withRatio(long ratio) {
        return new Limits(totalBytes, smallBytes, ratio, textBytes, depth, entries);
    }

    public Limits withTextBytes(long textBytes) {
        return new Limits(totalBytes, smallBytes, ratio, textBytes, depth, entries);
    }

    public Limits withDepth(int depth) {
        return new Limits(totalBytes, smallBytes, ratio, textBytes, depth, entries);
    }

    public Limits withEntries(int entries) {
        return new Limits(totalBytes, smallBytes, ratio, textBytes, depth, entries);
    }
}
