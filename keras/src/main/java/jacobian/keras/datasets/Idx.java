package jacobian.keras.datasets;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import jacobian.keras.data.Examples;
import jacobian.keras.data.Rows;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// The format of MNIST's files: four bytes (0, 0, element type, rank), the sizes as big-endian integers, the
/// elements.
/// Only unsigned bytes are read. Files may be compressed by gzip.
///
/// @param sizes the axes, the first of which counts the examples
record Idx(int[] sizes, byte[] elements) {
    private static final int UNSIGNED_BYTE = 8;
    private static final int BUFFER = 1 << 16;

    /// Images and their classes.
    static Examples examples(InputStream images, InputStream labels, List<String> classNames) throws IOException {
        var x = read("the images", images, 3);
        var y = read("the labels", labels, 1);
        if (x.sizes[0] != y.sizes[0]) {
            throw new IllegalArgumentException("there are " + x.sizes[0] + " images but " + y.sizes[0]
                    + " labels: both files must belong to the same examples");
        }
        var classes = new int[y.sizes[0]];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = y.elements[i];
            if (classes[i] < 0 || classes[i] >= classNames.size()) {
                throw new IllegalArgumentException("label " + (classes[i] & 0xff) + " of example " + i
                        + ": classes go from 0 to " + (classNames.size() - 1));
            }
        }
        return new Examples(x.rows(), Rows.of(classes), classNames);
    }

    private Rows rows() {
        var type = new TensorType(DType.UINT8, Shape.of(sizes[1], sizes[2], 1));
        var memory = Arena.ofAuto().allocate(elements.length, 64);
        MemorySegment.copy(MemorySegment.ofArray(elements), 0, memory, 0, elements.length);
        return new Rows(type, sizes[0], memory);
    }

    private static Idx read(String what, InputStream stream, int rank) throws IOException {
        try (var in = new DataInputStream(unpacked(stream))) {
            int magic = in.readInt();
            if (magic != (UNSIGNED_BYTE << 8 | rank)) {
                throw new IllegalArgumentException(what + " begin with " + Integer.toHexString(magic) + ", not with "
                        + Integer.toHexString(UNSIGNED_BYTE << 8 | rank) + ": an IDX file of " + rank
                        + (rank == 1 ? " axis" : " axes") + " of bytes is needed");
            }
            var sizes = new int[rank];
            long count = 1;
            for (int i = 0; i < rank; i++) {
                sizes[i] = in.readInt();
                count = Math.multiplyExact(count, Math.max(0, sizes[i]));
            }
            if (count == 0 || count > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        what + " have the sizes " + Arrays.toString(sizes) + ": from 1 to 2^31 - 9 bytes can be read");
            }
            return new Idx(sizes, elements(what, in, (int) count));
        } catch (EOFException e) {
            throw new IllegalArgumentException(what + " end before their sizes do: fetch the file anew", e);
        }
    }

    /// Grows with what is there, so that wrong sizes ask for no memory.
    private static byte[] elements(String what, DataInputStream in, int count) throws IOException {
        var elements = in.readNBytes(count);
        if (elements.length < count) {
            throw new IllegalArgumentException(what + " hold " + elements.length + " bytes where the sizes ask for "
                    + count + ": fetch the file anew");
        }
        return elements;
    }

    private static InputStream unpacked(InputStream stream) throws IOException {
        var in = new BufferedInputStream(stream, BUFFER);
        in.mark(2);
        boolean packed = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return packed ? new GZIPInputStream(in, BUFFER) : in;
    }
}
