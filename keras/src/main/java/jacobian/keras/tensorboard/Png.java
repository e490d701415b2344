package jacobian.keras.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// A picture as a file in PNG, eight bits a channel, without filters. The JDK's own writer would bring the module
/// java.desktop, which is larger than all of Jacobian.
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /// The type of colour by the number of channels: grey, grey and alpha, RGB, RGB and alpha.
    private static final int[] COLOURS = {0, 4, 2, 6};

    private Png() {}

    /// The file of `pixels`, row by row, the channels of a pixel beside each other.
    static byte[] of(int width, int height, int channels, byte[] pixels) {
        var file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        var header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) 8).put((byte) COLOURS[channels - 1]);
        chunk(file, "IHDR", header.array(), header.capacity());
        int row = width * channels;
        var rows = ByteBuffer.allocate((row + 1) * height);
        for (int y = 0; y < height; y++) {
            rows.put((byte) 0).put(pixels, y * row, row);
        }
        compress(file, rows.array());
        chunk(file, "IEND", new byte[0], 0);
        return file.toByteArray();
    }

    private static void compress(ByteArrayOutputStream file, byte[] rows) {
        try (var deflater = new Deflater()) {
            deflater.setInput(rows);
            deflater.finish();
            var part = new byte[1 << 16];
            while (!deflater.finished()) {
                chunk(file, "IDAT", part, deflater.deflate(part));
            }
        }
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] data, int length) {
        var name = type.getBytes(StandardCharsets.US_ASCII);
        var crc = new CRC32();
        crc.update(name);
        crc.update(data, 0, length);
        file.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        file.writeBytes(name);
        file.write(data, 0, length);
        file.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
    }
}
