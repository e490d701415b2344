package jacobian.keras.saving;

import jacobian.engine.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32;

/// The elements of a tensor on their way into a file: row-major, in the machine's order of bytes, read off the
/// heap piece by piece.
record Elements(MemorySegment memory) {
    private static final int PIECE = 1 << 16;

    static Elements of(Tensor tensor) {
        var buffer = tensor.buffer();
        return new Elements(buffer.memory().orElseGet(() -> {
            var type = buffer.type();
            var copy = Arena.ofAuto()
                    .allocate(Math.max(1, type.shape().size() * type.dtype().bytes()));
            buffer.read(copy);
            return copy.asSlice(0, type.shape().size() * type.dtype().bytes());
        }));
    }

    long size() {
        return memory.byteSize();
    }

    void writeTo(OutputStream out) throws IOException {
        var piece = new byte[(int) Math.min(PIECE, size())];
        for (long at = 0; at < size(); at += piece.length) {
            int count = (int) Math.min(piece.length, size() - at);
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, piece, 0, count);
            out.write(piece, 0, count);
        }
    }

    void addTo(CRC32 crc) {
        for (long at = 0; at < size(); at += PIECE) {
            crc.update(memory.asSlice(at, Math.min(PIECE, size() - at)).asByteBuffer());
        }
    }
}
